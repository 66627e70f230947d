import type { Store } from "@/lib/redis/store";
import { findContender } from "./contenders";
import type { StoreKind } from "./open-store";
import { runSeed } from "./run-seed";
import { type Scene, scenes } from "./scenes";
import { addTallies, emptyTally, type Tally, tallyOf } from "./tally";

/** Some seeds of one contender, as one worker takes them. */
export type Chunk = {
  contender: string;
  scene: Scene;
  store: StoreKind;
  from: number;
  seeds: number;
};

export async function runChunk(store: Store, chunk: Chunk): Promise<Tally> {
  const contender = findContender(chunk.contender);
  const scene = scenes[chunk.scene];
  let tally = emptyTally;
  for (let seed = chunk.from; seed < chunk.from + chunk.seeds; seed += 1) {
    const run = await runSeed({ seed, store, contender, ...scene });
    tally = addTallies(tally, tallyOf(run, scene));
  }
  return tally;
}
