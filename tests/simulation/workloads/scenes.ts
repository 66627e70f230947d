import { everyFault } from "../faults/every-fault";
import { type Faults, noFaults } from "../faults/faults";
import {
  lateRequests,
  longOutages,
  sleepingMachines,
  stallingUpstream,
  unlikeDeployments,
} from "../faults/world-faults";
import type { Standing } from "../judge/ledger";
import { LIMIT, RESERVE } from "../judge/limits";
import { busyLine } from "./busy-line";
import { crowd } from "./crowd";
import { quietLine } from "./quiet-line";
import { scanBesideClicks, scansAlone } from "./scans";
import { standingLine } from "./standing-line";
import { mixedWorkload, type Workload } from "./workload";

/** The workload and the faults of a scene, and how its use of the limit is measured. */
export type SceneRule = {
  group: "faults" | "world" | "line" | "scans" | "quotes" | "crowd";
  workload: Workload;
  faults: Faults;
  /** An unused slot is lost only while these jobs wait. `limit`: their slots per window. */
  standing: Standing;
  limit: number;
  /** Set where the number matters. Otherwise the seed decides. */
  instances?: number;
  /** The number of seeds that its statistics need. */
  seeds: number;
};

const calm = { faults: noFaults, standing: "any", limit: LIMIT } as const;
const clicks = (aMinute: number, seeds = 3): SceneRule => ({
  ...calm,
  group: "scans",
  workload: scanBesideClicks(aMinute),
  seeds,
});
const scans = (count: number, seeds: number): SceneRule => ({
  ...calm,
  group: "scans",
  workload: scansAlone(count),
  limit: LIMIT - RESERVE,
  seeds,
});

/** Creates a scene with one kind of fault and constant demand above the limit. */
const world = (faults: Partial<Faults>): SceneRule => ({
  ...calm,
  group: "world",
  workload: busyLine,
  seeds: 40,
  faults: { ...noFaults, ...faults },
});

export const scenes = {
  /** All faults. */
  faults: {
    ...calm,
    group: "faults",
    workload: mixedWorkload,
    seeds: 2_000,
    faults: everyFault,
  },
  sleeps: world(sleepingMachines),
  late: world(lateRequests),
  stalls: world(stallingUpstream),
  deployments: world(unlikeDeployments),
  outages: world(longOutages),
  /** A queue that is never empty, without faults. */
  line: { ...calm, group: "line", workload: standingLine, standing: "ordinary", seeds: 20 },
  "clicks-1": clicks(1),
  "clicks-3": clicks(3),
  "clicks-6": clicks(6, 8),
  "clicks-10": clicks(10),
  "clicks-12": clicks(12),
  "clicks-15": clicks(15),
  "scans-1": scans(1, 6),
  "scans-2": scans(2, 6),
  "scans-10": scans(10, 3),
  /** A queue without later requests. */
  quotes: { ...calm, group: "quotes", workload: quietLine, seeds: 10 },
  /** The number of waiters and instances for which the cost in steps and commands is promised. */
  crowd: { ...calm, group: "crowd", workload: crowd, standing: "ordinary", instances: 4, seeds: 3 },
} satisfies Record<string, SceneRule>;
export type Scene = keyof typeof scenes;

export const SCENES = Object.keys(scenes).filter(isScene);

/** The scene with this name, or all scenes of this group. Throws an error that lists all names. */
export function findScenes(name: string): Scene[] {
  if (isScene(name)) return [name];
  const found = SCENES.filter((scene) => scenes[scene].group === name);
  if (found.length > 0) return found;
  throw new Error(
    `There is no scene "${name}": ${SCENES.join(", ")}, and "scans" for all of scans`,
  );
}

function isScene(name: string): name is Scene {
  return Object.hasOwn(scenes, name);
}
