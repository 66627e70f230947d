import { createAccessKeys } from "@/lib/callers/keys/create-access-keys";
import { createSigner } from "@/lib/callers/signer";
import { systemClock } from "@/lib/clock";
import { createStore } from "@/lib/redis/create-store";
import { createKeys } from "@/lib/redis/keys";
import type { Deployment } from "../support/servers/deployment";

/** Creates a deployment key as an admin does, directly in the primary's store. */
export async function makeDeploymentKey(primary: Deployment): Promise<string> {
  const url = primary.env.REDIS_URL ?? "";
  const store = await createStore({ kind: "redis", url }, { clock: systemClock });
  const made = await createAccessKeys({
    store,
    keys: createKeys({ prefix: "gammagate", quotaGroup: "contract" }),
    signer: createSigner(primary.env.SESSION_SECRET ?? ""),
    clock: systemClock,
    sharesMost: 18,
  }).create(
    {
      name: "second",
      role: "deployment",
      priority: null,
      share: 0,
      hourlyBudget: null,
      expiresAt: null,
    },
    "test",
  );
  await store.close();
  if (made.kind !== "created") throw new Error(`no key: ${made.reason}`);
  return made.text;
}

/** The environment of a secondary, beside the store. */
export function secondaryEnv(url: string, key: string): Record<string, string> {
  return {
    DEPLOYMENT_ROLE: "secondary",
    DEPLOYMENT_NAME: "second",
    PRIMARY_URL: url,
    PRIMARY_KEY: key,
    ACCESS: "open",
    MARKET_HOURS: "always-open",
    FLOOD_PER_CALLER: "5000",
  };
}
