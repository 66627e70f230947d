import { type Contender, ourGate } from "../contenders/contender";
import { controls, findContender } from "../contenders/contenders";
import { findScenes, SCENES, scenes } from "../workloads/scenes";
import type { Chunk } from "./chunk";
import { hasRedisServer, type StoreKind } from "./open-store";
import type { SimulateOptions } from "./simulate-options";

/** Enough to catch every control, from any first seed. */
const CONTROL_SEEDS = 20;
const CONTROL_LINE_SEEDS = 5;
/** For scenes with one kind of fault, which appears in nearly every seed. */
const CONTROL_WORLD_SEEDS = 8;
/** Small, so that all workers are busy until the end. */
const CHUNK_SEEDS = 5;
/** Of the seeds with every fault, one in this many also runs on the slower store. */
const EMBEDDED_EVERY = 20;

/** The runs of one command. */
export type Plan = {
  subject: string;
  /** These must be caught. */
  controls: string[];
  store: StoreKind;
  /** Longest runs first. */
  chunks: Chunk[];
};

export function planOf(options: SimulateOptions): Plan {
  const subject = findContender(options.contender ?? ourGate.name).name;
  const isAlone = options.contender !== undefined || options.scene !== undefined;
  const beside = isAlone ? [] : controls.map(({ name }) => name);
  const store = options.store ?? (hasRedisServer() ? "redis" : "embedded");
  const chunks = [
    ...(options.store ? [] : embeddedChunks(subject, options)),
    ...chunksOf(subject, store, options),
    ...(isAlone ? [] : controls.flatMap((control) => controlChunks(control, store, options.from))),
  ];
  return { subject, controls: beside, store, chunks };
}

function cut({ seeds, from, ...chunk }: Chunk, each: number): Chunk[] {
  return Array.from({ length: Math.ceil(seeds / each) }, (_, index) => ({
    ...chunk,
    from: from + index * each,
    seeds: Math.min(each, seeds - index * each),
  }));
}

const wantedScenes = ({ scene }: SimulateOptions) =>
  scene === undefined ? SCENES : findScenes(scene);

function chunksOf(contender: string, store: StoreKind, options: SimulateOptions): Chunk[] {
  const { from, seeds } = options;
  return wantedScenes(options)
    .toReversed()
    .flatMap((scene) => {
      const needed = scenes[scene].seeds;
      const isBounded = options.scene === undefined && scene !== "faults";
      const played = isBounded ? Math.min(seeds ?? needed, needed) : (seeds ?? needed);
      const each = scenes[scene].group === "faults" ? CHUNK_SEEDS : 1;
      return cut({ contender, scene, store, from, seeds: played }, each);
    });
}

function embeddedChunks(contender: string, options: SimulateOptions): Chunk[] {
  if (!hasRedisServer() || !wantedScenes(options).includes("faults")) return [];
  const count = Math.ceil((options.seeds ?? scenes.faults.seeds) / EMBEDDED_EVERY);
  return Array.from({ length: count }, (_, index) => ({
    contender,
    scene: "faults",
    store: "embedded",
    seeds: 1,
    from: options.from + index * EMBEDDED_EVERY,
  }));
}

function controlChunks({ name, shows }: Contender, store: StoreKind, from: number): Chunk[] {
  const chunk = { contender: name, store, from };
  if (shows) return cut({ ...chunk, scene: shows.scene, seeds: CONTROL_WORLD_SEEDS }, 2);
  return [
    ...cut({ ...chunk, scene: "line", seeds: CONTROL_LINE_SEEDS }, 1),
    ...cut({ ...chunk, scene: "faults", seeds: CONTROL_SEEDS }, CHUNK_SEEDS),
  ];
}
