import type { Store } from "@/lib/redis/store";
import { findContender } from "./contenders";
import { everyFault, noFaults } from "./faults";
import { runSeed } from "./run-seed";
import { standingLine } from "./standing-line";
import { addTallies, emptyTally, type Tally, tallyOf } from "./tally";
import { mixedWorkload } from "./workload";

/** What a seed is played as: all that can go wrong, or a line that stands with nothing wrong. */
export const scenes = {
  faults: { workload: mixedWorkload, faults: everyFault },
  line: { workload: standingLine, faults: noFaults },
};
export type Scene = keyof typeof scenes;

/** Some seeds of one contender, as one worker takes them. */
export type Chunk = { contender: string; scene: Scene; from: number; seeds: number };

export async function runChunk(store: Store, chunk: Chunk): Promise<Tally> {
  const contender = findContender(chunk.contender);
  let tally = emptyTally;
  for (let seed = chunk.from; seed < chunk.from + chunk.seeds; seed += 1) {
    const run = await runSeed({ seed, store, contender, ...scenes[chunk.scene] });
    tally = addTallies(tally, tallyOf(run));
  }
  return tally;
}
