import { NONE, renderTable, shareCell, waitCell } from "../../support/render-table";
import type { QuoteCount } from "../figures/quote-book";
import { addQuotes, emptyTally, type Tally } from "../figures/tally";
import { LANES } from "../workloads/lanes";
import { SCENES, type Scene } from "../workloads/scenes";
import { holesCell, worldTable } from "./world-table";

/** One contender's tallies, by scene. */
export type Row = { name: string; scenes: Partial<Record<Scene, Tally>> };

/** All tables as text: first those of all contenders, then those of our gate alone. */
export function renderTables(subjects: Row[], controls: Row[]): string {
  const all = [...subjects, ...controls];
  const alone = [clicksTable, scansTable, crowdTable, quotesTable];
  return [
    faultsTable(all),
    worldTable(all),
    lineTable(all),
    ...subjects.slice(0, 1).flatMap((subject) => alone.map((table) => table(subject))),
  ]
    .filter((table) => table.rows.length > 0)
    .map(({ title, head, rows }) => `${title}\n${renderTable([head, ...rows])}`)
    .join("\n\n");
}

export type Table = { title: string; head: string[]; rows: string[][] };

function faultsTable(all: Row[]): Table {
  return {
    title: "With every fault at once:",
    head: ["", "seeds", "too many in", "worst", "broken", "holes", "steps/call"],
    rows: playedIn("faults", all).map(([name, tally]) => [
      name,
      String(tally.seeds),
      String(tally.over.length),
      String(tally.worst),
      String(tally.broken.length),
      holesCell(tally),
      ratio(tally.steps, tally.calls),
    ]),
  };
}

function lineTable(all: Row[]): Table {
  return {
    title:
      "Clicks during a constant queue (until landed, p50 / p95, s; steps and commands of a call):",
    head: ["", "seeds", "used", "clicks", "standard", "Jain ≥", "steps", "commands"],
    rows: playedIn("line", all).map(([name, tally]) => [
      name,
      String(tally.seeds),
      shareCell(tally.pace.ideal, tally.pace.took),
      waitCell(tally.landingWaits.interactive),
      waitCell(tally.landingWaits.standard),
      lowest(tally.jain),
      ratio(tally.steps, tally.calls),
      // Only our scripts count their commands.
      tally.commands > 0 ? ratio(tally.commands, tally.calls) : NONE,
    ]),
  };
}

function clicksTable(subject: Row): Table {
  return {
    title: "Clicks by ten callers during a scan of 200 symbols (p50 / p95, s):",
    head: [
      "clicks/min",
      "seeds",
      "clicks",
      "until granted",
      "until landed",
      "scan's rows",
      "scan/min",
      "used",
    ],
    rows: scenesOf("clicks-", subject).map(([rate, tally]) => [
      rate,
      String(tally.seeds),
      String(tally.grantWaits.interactive.length),
      waitCell(tally.grantWaits.interactive, 2),
      waitCell(tally.landingWaits.interactive, 2),
      waitCell(tally.landingWaits.batch),
      scanRate(tally.scans),
      shareCell(tally.pace.ideal, tally.pace.took),
    ]),
  };
}

function scansTable(subject: Row): Table {
  return {
    title:
      "Scans of 200 symbols alone, started within 3 min (used: of the limit without the reserve):",
    head: ["scans", "seeds", "used", "Jain ≥", "shortest, min", "longest, min", "steps/call"],
    rows: scenesOf("scans-", subject).map(([count, tally]) => {
      const took = tally.scans.map(({ tookMs }) => tookMs / 60_000);
      return [
        count,
        String(tally.seeds),
        shareCell(tally.pace.ideal, tally.pace.took),
        lowest(tally.jain),
        Math.min(...took).toFixed(1),
        Math.max(...took).toFixed(1),
        ratio(tally.steps, tally.calls),
      ];
    }),
  };
}

function crowdTable(subject: Row): Table {
  return {
    title: "Two hundred callers who always wait, on four instances:",
    head: ["", "seeds", "used", "steps/call", "commands/step"],
    rows: playedIn("crowd", [subject]).map(([name, tally]) => [
      name,
      String(tally.seeds),
      shareCell(tally.pace.ideal, tally.pace.took),
      ratio(tally.steps, tally.calls),
      ratio(tally.commands, tally.steps),
    ]),
  };
}

/** Scenes of one kind, such as all click rates, are added up. */
function quotesTable(subject: Row): Table {
  const kinds: [title: string, prefix: string][] = [
    ["no later requests", "quotes"],
    ["a standing line", "line"],
    ["a scan and clicks", "clicks-"],
    ["scans alone", "scans-"],
  ];
  const rows = kinds.map(([title, prefix]) => {
    const tallies = scenesOf(prefix, subject).map(([, { quotes }]) => quotes);
    const quotes = tallies.reduce(addQuotes, emptyTally.quotes);
    return [title, ...[...LANES.map((lane) => quotes[lane]), inAll(quotes)].map(came)];
  });
  return {
    title:
      "Quoted waits without a later job: share within 1 s or 10 % of the wait, and their number:",
    head: ["", ...LANES, "in all"],
    rows: rows.filter((cells) => cells.some((cell, column) => column > 0 && cell !== NONE)),
  };
}

/** Adds up all lanes. */
export function inAll(quotes: Tally["quotes"]): QuoteCount {
  const sum = (which: keyof QuoteCount) =>
    LANES.reduce((total, lane) => total + quotes[lane][which], 0);
  return { given: sum("given"), kept: sum("kept") };
}

function playedIn(scene: Scene, rows: Row[]): [name: string, tally: Tally][] {
  return rows.flatMap(({ name, scenes }): [string, Tally][] => {
    const tally = scenes[scene];
    return tally ? [[name, tally]] : [];
  });
}

/** The rest of the scene's name after the prefix, and its tally. */
function scenesOf(prefix: string, { scenes }: Row): [rest: string, tally: Tally][] {
  return SCENES.filter((scene) => scene.startsWith(prefix)).flatMap((scene): [string, Tally][] => {
    const tally = scenes[scene];
    return tally ? [[scene.slice(prefix.length), tally]] : [];
  });
}

const came = ({ given, kept }: QuoteCount) =>
  given > 0 ? `${shareCell(kept, given)} of ${given}` : NONE;

const lowest = (values: number[]) => (values.length > 0 ? Math.min(...values).toFixed(3) : NONE);

function scanRate(scans: Tally["scans"]): string {
  const sum = (which: "landed" | "tookMs") => scans.reduce((all, scan) => all + scan[which], 0);
  return ratio(sum("landed"), sum("tookMs") / 60_000, 1);
}

const ratio = (one: number, other: number, digits = 2) =>
  other > 0 ? (one / other).toFixed(digits) : NONE;
