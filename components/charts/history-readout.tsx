import { formatDollars, formatPrice } from "@/components/ui/format";
import { LabeledValue } from "@/components/ui/labeled-value";
import type { HistoryPoint } from "@/lib/contract/market/history-data";
import { dayWords, historyDay } from "./history-day";

/** Shows the active day outside the drawing, with the names of the two lines. */
export function HistoryReadout({ point }: { point: HistoryPoint | undefined }) {
  const netGex = point?.netGex ?? null;
  return (
    <dl className="flex h-[60px] flex-wrap content-center gap-x-4 px-3 text-sm sm:h-9">
      <div className="flex items-baseline gap-1.5 whitespace-nowrap">
        <dt className="sr-only">Day</dt>
        <dd className="min-w-24 font-medium">
          {point === undefined ? "" : dayWords(historyDay(point), true)}
        </dd>
      </div>
      <LabeledValue label="Price, solid">{formatPrice(point?.spot ?? null)}</LabeledValue>
      <LabeledValue label="Flip, dashed">{formatPrice(point?.flip ?? null)}</LabeledValue>
      <LabeledValue
        label="Net GEX per 1%"
        className={netGex === null || netGex === 0 ? undefined : colourOf(netGex)}
      >
        {formatDollars(netGex)}
      </LabeledValue>
    </dl>
  );
}

function colourOf(netGex: number): string {
  return netGex > 0 ? "text-positive" : "text-negative";
}
