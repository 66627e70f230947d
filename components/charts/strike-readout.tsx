import { formatDollars, formatStrike } from "@/components/ui/format";
import { LabeledValue } from "@/components/ui/labeled-value";
import type { CurveStrike } from "@/lib/contract/market/curve-data";
import { farWords } from "./far-words";

/** Shows the active strike outside the drawing, with the meaning of colors and signs. */
export function StrikeReadout({
  row,
  spot,
}: {
  row: CurveStrike | undefined;
  spot: number | null;
}) {
  return (
    <dl className="flex h-[60px] flex-wrap content-center gap-x-4 px-3 text-sm sm:h-9">
      <LabeledValue label="Strike">
        {formatStrike(row?.strike ?? null)}
        {row !== undefined && spot !== null && (
          <span className="font-normal text-muted"> {farWords(row.strike, spot)}</span>
        )}
      </LabeledValue>
      <LabeledValue label="Puts" className="text-negative">
        {formatDollars(row?.putGex ?? null)}
      </LabeledValue>
      <LabeledValue label="Calls" className="text-positive">
        {formatDollars(row?.callGex ?? null)}
      </LabeledValue>
      <LabeledValue label="Net">{formatDollars(row?.netGex ?? null)}</LabeledValue>
      <div className="text-muted max-sm:hidden">
        <dt className="sr-only">Unit</dt>
        <dd>per 1% move</dd>
      </div>
    </dl>
  );
}
