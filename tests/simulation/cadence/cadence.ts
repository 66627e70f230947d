import { parseArgs } from "node:util";
import { renderTable } from "../../support/render-table";
import { replaceDate } from "./replaced-date";
import { type Figure, isKept, tableOf } from "./rows";

/**
 * Plays days of an upstream in virtual time, and counts the calls that its data was worth:
 *   npm run cadence -- [--sessions 22] [--symbols 200] [--row 1]
 *
 * --sessions  sessions of the first row, and the most of any other
 * --symbols   symbols of a scan
 * --row       only this row of the table
 *
 * Exits with 1 when a figure is not what it must be.
 */
async function main(args: string[]): Promise<boolean> {
  const text = { type: "string" } as const;
  const options = { sessions: text, symbols: text, row: text };
  const { values } = parseArgs({ args, options });
  const table = tableOf({
    sessions: Number(values.sessions ?? 22),
    symbols: Number(values.symbols ?? 200),
  });
  const wanted = table.filter(
    (_, index) => values.row === undefined || index === Number(values.row) - 1,
  );
  const cells = [["upstream and demand", "figure", "must be", "is", ""]];
  let kept = wanted.length > 0;
  const startedAt = performance.now();
  for (const { name, play } of wanted) {
    const figures = await play(replaceDate());
    for (const [index, figure] of figures.entries()) {
      if (!isKept(figure)) kept = false;
      cells.push([
        index === 0 ? name : "",
        figure.name,
        mustWords(figure),
        String(figure.value),
        isKept(figure) ? "" : "BROKEN",
      ]);
    }
  }
  console.log(renderTable(cells));
  const seconds = Math.round((performance.now() - startedAt) / 1_000);
  console.log(`\n${kept ? "Kept" : "Broken"}, in ${seconds} s.`);
  return kept;
}

function mustWords({ most, least }: Figure): string {
  if (most === undefined) return `≥ ${least}`;
  return least === undefined ? `≤ ${most}` : `${least} to ${most}`;
}

try {
  process.exit((await main(process.argv.slice(3))) ? 0 : 1);
} catch (fault) {
  console.error(fault instanceof Error ? (fault.stack ?? fault.message) : fault);
  process.exit(1);
}
