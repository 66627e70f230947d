import type { Ask } from "@/lib/gate/step";
import { KIND } from "../../support/store/gate-probe";
import type { Random } from "./random";

/** Shared by some processes: the API that they use, and their key. */
export type Deployment = {
  name: string;
  api: "v1" | "v2";
  credential: string;
  /** The upstream refuses its key for every request. */
  isRefused: boolean;
};

/** Differences between the deployments of a run. Each is a share of all runs. */
export type DeploymentFaults = {
  /** A deployment uses the other API. */
  otherApi: number;
  /** A deployment has a revoked key. */
  refusedKey: number;
};

export const alike: DeploymentFaults = { otherApi: 0, refusedKey: 0 };

const usual: Deployment = { name: "usual", api: "v2", credential: "good", isRefused: false };

/** Chooses the deployment of each new process. The first has no fault, half of the others have one. */
export function createDeployments(random: Random, faults: DeploymentFaults): () => Deployment {
  const others: Deployment[] = [];
  if (random.chance(faults.otherApi)) others.push({ ...usual, name: "other", api: "v1" });
  if (random.chance(faults.refusedKey))
    others.push({ ...usual, name: "old", credential: "revoked", isRefused: true });
  let isFirst = true;
  return () => {
    const [one, ...more] = others;
    const isUsual = isFirst || !one || random.chance(0.5);
    isFirst = false;
    return isUsual ? usual : random.pick([one, ...more]);
  };
}

/** The same request at another deployment. Its key differs, because a key contains the API. */
export function askAt({ api }: Deployment, ask: Ask): Ask {
  const named = (name: string) => name.replace(/^v\d:/, `${api}:`);
  return { ...ask, key: named(ask.key), kind: named(ask.kind) };
}

export function speaks({ api }: Deployment, key: string): boolean {
  return key.startsWith(`${api}:`);
}

/** The kinds of job that the deployment can call. */
export function kindsOf({ api }: Deployment): string[] {
  return [KIND.replace(/^v\d:/, `${api}:`)];
}
