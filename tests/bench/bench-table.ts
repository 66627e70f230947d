import { renderTable, shareCell, waitCell } from "../support/render-table";
import type { Contender } from "./contenders/contender";
import type { Result } from "./judge";

export type Row = Pick<Contender, "name" | "setUp"> & { result: Result };

/** One row per contender, and how each was set up below. */
export function renderBench(rows: Row[]): string {
  return [
    renderTable([
      ["", "calls", "worst window", "used", "order kept", "clicks waited", "the line waited"],
      ...rows.map(cells),
    ]),
    "",
    ...rows.map(({ name, setUp }) => `${name}: ${setUp}.`),
  ].join("\n");
}

function cells({ name, result }: Row): string[] {
  const { calls, worst, pace, order, waits } = result;
  return [
    name,
    String(calls),
    String(worst),
    shareCell(pace.ideal, pace.took),
    shareCell(order.kept, order.pairs),
    waitCell(waits.clicks),
    waitCell(waits.line),
  ];
}
