import type { Store } from "@/lib/redis/store";
import { findContender } from "../contenders/contenders";
import { addTallies, emptyTally, type Tally, tallyOf } from "../figures/tally";
import { runSeed } from "../run-seed";
import { type Scene, scenes } from "../workloads/scenes";
import type { StoreKind } from "./open-store";

/** Some seeds of one contender, as given to one worker. */
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
