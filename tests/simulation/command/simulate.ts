import { findContender } from "../contenders/contenders";
import { judge } from "../figures/verdict";
import { findScenes, SCENES, type Scene } from "../workloads/scenes";
import { playAll, tallyName } from "./crew";
import type { StoreKind } from "./open-store";
import { planOf } from "./plan";
import { readOptions, type SimulateOptions } from "./simulate-options";
import { tellStory } from "./story";
import { type Row, renderTables } from "./tables";

/**
 * Runs instances in virtual time over many seeds, with our gate and with controls that must fail:
 *   npm run simulate -- [--seeds N] [--from 1] [--scene NAME] [--seed K] [--contender NAME]
 *     [--store redis|embedded] [--workers 2]
 *
 * --seeds      number of seeds with every fault (default 2,000), and the maximum of other scenes
 * --from       the first seed
 * --scene      only our gate, in one scene or group of scenes (faults, line, scans, quotes). Seeds:
 *              as given, or as many as its statistics need
 * --seed       only this seed of `--scene`, or of the scene with every fault. Prints its events
 * --contender  only this contender, judged by our promises
 * --store      the store of all runs. Default: redis-server if available, and the embedded store
 *              for every 20th seed with every fault
 * --workers    number of processes
 *
 * Exits with 1 when a promise is broken or a control is not caught.
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
  const beside = controls.map((name) => ({
    ...rowOf(name, store),
    shows: findContender(name).shows,
  }));

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
