import { findContender } from "../contenders/contenders";
import { runSeed } from "../run-seed";
import { type Scene, scenes } from "../workloads/scenes";
import { openStore, type StoreKind } from "./open-store";

type Parts = { seed: number; contender: string; scene: Scene; store: StoreKind };

/**
 * Runs one seed and prints its events. Returns whether every promise was kept.
 */
export async function tellStory(parts: Parts): Promise<boolean> {
  const { seed, scene } = parts;
  const store = await openStore(parts.store);
  const contender = findContender(parts.contender);
  const listener = (at: number, sentence: string) =>
    console.log(`${(at / 1_000).toFixed(3).padStart(9)} s  ${sentence}`);
  try {
    const run = await runSeed({ seed, store, contender, ...scenes[scene], listener });
    const { arrivals, worst, counts, broken } = run;
    console.log(
      `\nSeed ${seed} of ${contender.name}: ${arrivals.length} arrivals, ${worst} in the worst window, ` +
        `${counts.steps} steps, ${counts.granted.length} grants.`,
    );
    for (const sentence of broken) console.log(`Broken: ${sentence}`);
    return broken.length === 0;
  } finally {
    await store.close();
  }
}
