import type { Chunk } from "./chunk";
import { ourGate } from "./contender";
import { controls, findContender } from "./contenders";
import { hasRedisServer, type StoreKind } from "./open-store";
import { findScenes, SCENES, scenes } from "./scenes";
import type { SimulateOptions } from "./simulate-options";

/** Enough for every control to be caught, whatever seed they begin with. */
const CONTROL_SEEDS = 20;
const CONTROL_LINE_SEEDS = 5;
/** Small, so that no worker is idle at the end. */
const CHUNK_SEEDS = 5;
/** Of the seeds with every fault, one in so many is played on the slower store too. */
const EMBEDDED_EVERY = 20;

/** What a run of the command plays. */
export type Plan = {
  subject: string;
  /** Played beside it: each must be caught. */
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
    ...beside.flatMap((contender) => controlChunks(contender, store, options.from)),
  ];
  return { subject, controls: beside, store, chunks };
}

function cut({ seeds, from, ...chunk }: Chunk, each: number): Chunk[] {
  return Array.from({ length: Math.ceil(seeds / each) }, (_, index) => ({
    ...{ ...chunk, from: from + index * each },
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
      const each = scene === "faults" ? CHUNK_SEEDS : 1;
      return cut({ contender, scene, store, from, seeds: played }, each);
    });
}

function embeddedChunks(contender: string, options: SimulateOptions): Chunk[] {
  if (!hasRedisServer() || !wantedScenes(options).includes("faults")) return [];
  const count = Math.ceil((options.seeds ?? scenes.faults.seeds) / EMBEDDED_EVERY);
  return Array.from({ length: count }, (_, index) => ({
    ...{ contender, scene: "faults", store: "embedded", seeds: 1 },
    from: options.from + index * EMBEDDED_EVERY,
  }));
}

function controlChunks(contender: string, store: StoreKind, from: number): Chunk[] {
  const chunk = { contender, store, from };
  return [
    ...cut({ ...chunk, scene: "line", seeds: CONTROL_LINE_SEEDS }, 1),
    ...cut({ ...chunk, scene: "faults", seeds: CONTROL_SEEDS }, CHUNK_SEEDS),
  ];
}
