import { NONE, shareCell } from "../../support/render-table";
import type { Tally } from "../figures/tally";
import { SCENES, type Scene, scenes } from "../workloads/scenes";
import type { Row, Table } from "./tables";

const WORLD = SCENES.filter((scene) => scenes[scene].group === "world");

/** One kind of outside fault at a time. Our gate in all, each control in the scene that exposes it. */
export function worldTable(all: Row[]): Table {
  return {
    title: "With one kind of fault alone, and demand above the limit:",
    head: ["", "with", "seeds", "over in", "worst", "holes", "broken", "used"],
    rows: all.flatMap(({ name, scenes: played }) =>
      WORLD.flatMap((scene) => rowOf(name, scene, played[scene])),
    ),
  };
}

function rowOf(name: string, scene: Scene, tally: Tally | undefined): string[][] {
  if (!tally) return [];
  const { seeds, over, worst, broken, pace } = tally;
  return [
    [
      name,
      scene,
      String(seeds),
      String(over.length),
      String(worst),
      holesCell(tally),
      String(broken.length),
      shareCell(pace.ideal, pace.took),
    ],
  ];
}

/** Arrivals that no gate can prevent, and the most arrivals in a window including them. */
export function holesCell({ holes: { probe, forgotten, worst } }: Tally): string {
  return probe + forgotten > 0 ? `${probe + forgotten} (${worst})` : NONE;
}
