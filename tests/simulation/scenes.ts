import { crowd } from "./crowd";
import { everyFault, type Faults, noFaults } from "./faults";
import type { Standing } from "./ledger";
import { quietLine } from "./quiet-line";
import { LIMIT, RESERVE } from "./run-seed";
import { scanBesideClicks, scansAlone } from "./scans";
import { standingLine } from "./standing-line";
import { mixedWorkload, type Workload } from "./workload";

/** What a seed is played as, and what its use of the limit is measured by. */
export type SceneRule = {
  group: "faults" | "line" | "scans" | "quotes" | "crowd";
  workload: Workload;
  faults: Faults;
  /** Whose waiting makes an unused slot a lost one, and the slots a window that they may have. */
  standing: Standing;
  limit: number;
  /** Where their number matters; else it differs from seed to seed. */
  instances?: number;
  /** As many as its figures need. */
  seeds: number;
};

const calm = { faults: noFaults, standing: "any", limit: LIMIT } as const;
const clicks = (aMinute: number, seeds = 3): SceneRule => ({
  ...{ ...calm, group: "scans", workload: scanBesideClicks(aMinute), seeds },
});
const scans = (count: number, seeds: number): SceneRule => ({
  ...{ ...calm, group: "scans", workload: scansAlone(count), limit: LIMIT - RESERVE, seeds },
});

export const scenes = {
  /** All that can go wrong. */
  faults: {
    ...{ ...calm, group: "faults", workload: mixedWorkload, seeds: 2_000 },
    faults: everyFault,
  },
  /** A line that stands, with nothing wrong. */
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
  /** A line that nobody joins any more. */
  quotes: { ...calm, group: "quotes", workload: quietLine, seeds: 10 },
  /** As many waiters, on as many instances, as the budget of steps and commands is promised for. */
  crowd: { ...calm, group: "crowd", workload: crowd, standing: "ordinary", instances: 4, seeds: 3 },
} satisfies Record<string, SceneRule>;
export type Scene = keyof typeof scenes;

export const SCENES = Object.keys(scenes).filter(isScene);

/** The one of that name, or all of a group's; an error that lists them otherwise. */
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
