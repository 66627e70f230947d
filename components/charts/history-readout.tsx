import clsx from "clsx";
import { formatDollars, formatPrice } from "@/components/ui/format";
import type { HistoryPoint } from "@/lib/contract/history-data";
import { dayWords, historyDay } from "./history-day";

/** The day that is read, in a place of its own; it names the two lines as well. */
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
      <Told label="Price, solid" text={formatPrice(point?.spot ?? null)} />
      <Told label="Flip, dashed" text={formatPrice(point?.flip ?? null)} />
      <Told
        label="Net GEX per 1 %"
        text={formatDollars(netGex)}
        className={netGex === null || netGex === 0 ? undefined : colourOf(netGex)}
      />
    </dl>
  );
}

function colourOf(netGex: number): string {
  return netGex > 0 ? "text-positive" : "text-negative";
}

type ToldProps = { label: string; text: string; className?: string | undefined };

function Told({ label, text, className }: ToldProps) {
  return (
    <div className="flex items-baseline gap-1.5 whitespace-nowrap">
      <dt className="text-xs text-muted">{label}</dt>
      <dd className={clsx("font-medium", className)}>{text}</dd>
    </div>
  );
}
