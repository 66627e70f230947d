import type { Chunk } from "./chunk";
import { ourGate } from "./contender";
import { controls, findContender } from "./contenders";
import { playAll, tallyName } from "./crew";
import { findScenes, SCENES, type Scene, scenes } from "./scenes";
import { readOptions, type SimulateOptions } from "./simulate-options";
import { tellStory } from "./story";
import { type Row, renderTables } from "./tables";
import { judge } from "./verdict";

/**
 * The fleet in virtual time, over many seeds, ours and what must fail beside it:
 *   npm run simulate -- [--seeds N] [--from 1] [--scene NAME] [--seed K]
 *     [--store embedded|redis] [--workers 2] [--contender NAME]
 * `--seeds` plays so many of the scene with every fault (2,000 unless told) and no more than that of
 * the others. `--scene` plays one scene of ours alone, or a group of them (faults, line, scans,
 * quotes), with as many seeds as it needs or was told. `--seed` plays one seed of a scene (faults
 * unless told) again and tells its story. `--contender` plays that one alone, held to what is
 * promised of ours. Ends with 1 when a promise was broken or a control not caught.
 */

/** Enough for every control to be caught, whatever seed they begin with. */
const CONTROL_SEEDS = 20;
const CONTROL_LINE_SEEDS = 5;
/** Small, so that no worker is idle at the end. */
const CHUNK_SEEDS = 5;

type Cut = Chunk & { each?: number };

function cut({ contender, scene, from, seeds, each = CHUNK_SEEDS }: Cut): Chunk[] {
  return Array.from({ length: Math.ceil(seeds / each) }, (_, index) => ({
    ...{ contender, scene, from: from + index * each },
    seeds: Math.min(each, seeds - index * each),
  }));
}

/** What is held to the promises, longest runs first. */
function chunksOf(contender: string, options: SimulateOptions): Chunk[] {
  const { from, seeds, scene } = options;
  const wanted = scene === undefined ? SCENES : findScenes(scene);
  return wanted.toReversed().flatMap((name) => {
    const needed = scenes[name].seeds;
    const isBounded = scene === undefined && name !== "faults";
    const played = isBounded ? Math.min(seeds ?? needed, needed) : (seeds ?? needed);
    const each = name === "faults" ? CHUNK_SEEDS : 1;
    return cut({ contender, scene: name, from, seeds: played, each });
  });
}

function chunksOfControl(contender: string, from: number): Chunk[] {
  return [
    ...cut({ contender, scene: "line", from, seeds: CONTROL_LINE_SEEDS }),
    ...cut({ contender, scene: "faults", from, seeds: CONTROL_SEEDS }),
  ];
}

function storyOf(seed: number, contender: string, options: SimulateOptions): Promise<boolean> {
  const [scene, ...more] = findScenes(options.scene ?? "faults");
  if (!scene || more.length > 0)
    throw new Error(`A story is of one scene: ${[scene, ...more].join(", ")}`);
  return tellStory({ seed, contender, scene, store: options.store });
}

async function main(options: SimulateOptions): Promise<boolean> {
  const { from, store, workers } = options;
  const subject = findContender(options.contender ?? ourGate.name).name;
  if (options.seed !== undefined) return storyOf(options.seed, subject, options);

  const isAlone = options.contender !== undefined || options.scene !== undefined;
  const others = isAlone ? [] : controls.map(({ name }) => name);
  const startedAt = performance.now();
  const chunks = [
    ...chunksOf(subject, options),
    ...others.flatMap((name) => chunksOfControl(name, from)),
  ];
  const tallies = await playAll({ chunks, workers, store });
  const rowOf = (contender: string): Row => {
    const tallyIn = (scene: Scene) => tallies.get(tallyName({ contender, scene }));
    const played = SCENES.map((scene) => [scene, tallyIn(scene)]).filter(([, tally]) => tally);
    return { name: contender, scenes: Object.fromEntries(played) };
  };
  const [ours, rows] = [rowOf(subject), others.map(rowOf)];
  console.log(renderTables(ours, rows));
  const { broken, unjudged } = judge(ours, rows);
  const seconds = Math.round((performance.now() - startedAt) / 1_000);
  const ending = broken.length === 0 ? "Kept" : "Broken";
  console.log(`\n${ending}, in ${seconds} s on the ${store} store.`);
  for (const sentence of broken) console.log(sentence);
  for (const sentence of unjudged) console.log(`Not judged: ${sentence}`);
  return broken.length === 0;
}

try {
  process.exitCode = (await main(readOptions(process.argv.slice(3)))) ? 0 : 1;
} catch (fault) {
  console.error(fault instanceof Error ? fault.message : fault);
  process.exitCode = 1;
}
