import { percentile } from "./measures";
import { LANES, type Tally } from "./tally";

/** One contender's two tallies; a scene that it was not played in is null. */
export type Row = { name: string; faults: Tally; line: Tally | null };

const NONE = "–";

/** Both tables as text: what faults did to each, and how well each served a line that stood. */
export function renderTables(rows: Row[]): string {
  const standing = rows.flatMap(({ name, line }) => (line ? [{ name, line }] : []));
  return [
    "With crashes, freezes, aborts that still arrive, replays, lost writes and clocks going back:",
    render([
      ["", "seeds", "too many in", "worst window", "broken promises", "steps/call"],
      ...rows.map(({ name, faults }) => faultCells(name, faults)),
    ]),
    "",
    "With no fault, interactive clicks beside a standing line of standard jobs (waits p50 / p95, s):",
    render([
      [
        ...["", "seeds", "used", ...LANES, "Jain, lowest"],
        ...["steps/call", "commands/step", "commands/call"],
      ],
      ...standing.map(({ name, line }) => lineCells(name, line)),
    ]),
  ].join("\n");
}

function faultCells(name: string, tally: Tally): string[] {
  return [
    name,
    String(tally.seeds),
    String(tally.over.length),
    String(tally.worst),
    String(tally.broken.length),
    ratio(tally.steps, tally.calls),
  ];
}

function lineCells(name: string, tally: Tally): string[] {
  const { ideal, took } = tally.pace;
  return [
    name,
    String(tally.seeds),
    took > 0 ? `${((100 * ideal) / took).toFixed(1)} %` : NONE,
    ...LANES.map((lane) => waitCell(tally.waits[lane])),
    tally.jain.length > 0 ? Math.min(...tally.jain).toFixed(3) : NONE,
    ratio(tally.steps, tally.calls),
    // Only scripts of ours say what they cost.
    tally.commands > 0 ? ratio(tally.commands, tally.steps) : NONE,
    tally.commands > 0 ? ratio(tally.commands, tally.calls) : NONE,
  ];
}

function waitCell(waits: number[]): string {
  const [half, most] = [percentile(waits, 0.5), percentile(waits, 0.95)];
  if (half === null || most === null) return NONE;
  return `${(half / 1_000).toFixed(1)} / ${(most / 1_000).toFixed(1)}`;
}

const ratio = (one: number, other: number) => (other > 0 ? (one / other).toFixed(2) : NONE);

function render(cells: string[][]): string {
  const widths = (cells[0] ?? []).map((_, column) =>
    Math.max(...cells.map((row) => row[column]?.length ?? 0)),
  );
  const lines = cells.map((row) =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return column === 0 ? cell.padEnd(width) : cell.padStart(width);
      })
      .join("  "),
  );
  return lines.join("\n");
}
