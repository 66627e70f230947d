import { playAll, tallyName } from "./crew";
import type { StoreKind } from "./open-store";
import { planOf } from "./plan";
import { findScenes, SCENES, type Scene } from "./scenes";
import { readOptions, type SimulateOptions } from "./simulate-options";
import { tellStory } from "./story";
import { type Row, renderTables } from "./tables";
import { judge } from "./verdict";

/**
 * The fleet in virtual time, over many seeds, ours and what must fail beside it:
 *   npm run simulate -- [--seeds N] [--from 1] [--scene NAME] [--seed K] [--contender NAME]
 *     [--store redis|embedded] [--workers 2]
 *
 * --seeds      so many with every fault (2,000 unless told); of the other scenes at most as many
 * --from       the first seed
 * --scene      ours alone in one scene, or in a group of them (faults, line, scans, quotes), with as
 *              many seeds as its figures need or as were told
 * --seed       this seed alone, told as a story; of `--scene`, or of the one with every fault
 * --contender  this one alone, held to what is promised of ours
 * --store      everything on this one; otherwise on redis-server, where there is one, and every
 *              20th seed with every fault on the embedded one as well
 * --workers    how many processes play
 *
 * Ends with 1 when a promise was broken or a control not caught.
 */
async function main(options: SimulateOptions): Promise<boolean> {
  const { subject, controls, store, chunks } = planOf(options);
  if (options.seed !== undefined) {
    const scene = onlyScene(options.scene ?? "faults");
    return tellStory({ seed: options.seed, contender: subject, scene, store });
  }
  const startedAt = performance.now();
  const tallies = await playAll({ chunks, workers: options.workers });
  const rowOf = (contender: string, on: StoreKind, name = contender): Row => {
    const tallyIn = (scene: Scene) => tallies.get(tallyName({ contender, scene, store: on }));
    const played = SCENES.map((scene) => [scene, tallyIn(scene)]).filter(([, tally]) => tally);
    return { name, scenes: Object.fromEntries(played) };
  };
  const ours = [rowOf(subject, store)];
  if (store !== "embedded") ours.push(rowOf(subject, "embedded", `${subject}, embedded`));
  const beside = controls.map((name) => rowOf(name, store));

  console.log(renderTables(ours, beside));
  const { broken, unjudged } = judge(ours, beside);
  const seconds = Math.round((performance.now() - startedAt) / 1_000);
  const ending = broken.length === 0 ? "Kept" : "Broken";
  console.log(`\n${ending}, in ${seconds} s on the ${store} store.`);
  for (const sentence of broken) console.log(sentence);
  for (const sentence of unjudged) console.log(`Not judged: ${sentence}`);
  return broken.length === 0;
}

function onlyScene(name: string): Scene {
  const [scene, ...more] = findScenes(name);
  if (scene && more.length === 0) return scene;
  throw new Error(`A story is of one scene: ${[scene, ...more].join(", ")}`);
}

try {
  process.exitCode = (await main(readOptions(process.argv.slice(3)))) ? 0 : 1;
} catch (fault) {
  console.error(fault instanceof Error ? fault.message : fault);
  process.exitCode = 1;
}
