import type { Chunk, Scene } from "./chunk";
import { ourGate } from "./contender";
import { controls, findContender } from "./contenders";
import { playAll, tallyName } from "./crew";
import { readOptions, type SimulateOptions } from "./simulate-options";
import { tellStory } from "./story";
import { type Row, renderTables } from "./table";
import { emptyTally } from "./tally";
import { verdictOf } from "./verdict";

/**
 * The fleet in virtual time, over many seeds, ours and what must fail beside it:
 *   npm run simulate -- [--seeds 2000] [--from 1] [--seed K] [--store embedded|redis] [--workers 2]
 *     [--contender NAME]
 * `--seed` plays one seed again and tells its story. `--contender` plays that one alone, held to
 * what is promised of ours. Ends with 1 when a promise was broken or a control not caught.
 */

/** Enough for every control to be caught, whatever seed they begin with. */
const CONTROL_SEEDS = 20;
/** A seed of the standing line has hundreds of waits: few are enough. */
const LINE_SEEDS = 20;
/** Small, so that no worker is idle at the end. */
const CHUNK_SEEDS = 5;

function cut(contender: string, scene: Scene, from: number, seeds: number): Chunk[] {
  return Array.from({ length: Math.ceil(seeds / CHUNK_SEEDS) }, (_, index) => ({
    ...{ contender, scene, from: from + index * CHUNK_SEEDS },
    seeds: Math.min(CHUNK_SEEDS, seeds - index * CHUNK_SEEDS),
  }));
}

async function main(options: SimulateOptions): Promise<boolean> {
  const { from, seeds, store, workers } = options;
  const subject = findContender(options.contender ?? ourGate.name).name;
  const others = options.contender === undefined ? controls.map(({ name }) => name) : [];
  if (options.seed !== undefined)
    return tellStory({ seed: options.seed, contender: subject, scene: "faults", store });

  const startedAt = performance.now();
  const chunks = [
    ...cut(subject, "line", from, Math.min(seeds, LINE_SEEDS)),
    ...cut(subject, "faults", from, seeds),
    ...others.flatMap((name) => [
      ...cut(name, "line", from, Math.min(seeds, LINE_SEEDS / 4)),
      ...cut(name, "faults", from, CONTROL_SEEDS),
    ]),
  ];
  const tallies = await playAll({ chunks, workers, store });
  const rowOf = (contender: string): Row => ({
    name: contender,
    faults: tallies.get(tallyName({ contender, scene: "faults" })) ?? emptyTally,
    line: tallies.get(tallyName({ contender, scene: "line" })) ?? null,
  });
  const [ours, rows] = [rowOf(subject), others.map(rowOf)];
  console.log(renderTables([ours, ...rows]));
  const wrong = verdictOf(ours, rows);
  const seconds = Math.round((performance.now() - startedAt) / 1_000);
  console.log(
    `\n${wrong.length === 0 ? "Kept" : "Broken"}, in ${seconds} s on the ${store} store.`,
  );
  for (const sentence of wrong) console.log(sentence);
  return wrong.length === 0;
}

try {
  process.exitCode = (await main(readOptions(process.argv.slice(3)))) ? 0 : 1;
} catch (fault) {
  console.error(fault instanceof Error ? fault.message : fault);
  process.exitCode = 1;
}
