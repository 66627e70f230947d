import clsx from "clsx";
import type { ReactNode } from "react";
import { formatDollars, formatStrike } from "@/components/ui/format";
import type { CurveStrike } from "@/lib/contract/curve-data";
import { farWords } from "./far-words";

/** The strike that is read, in a place of its own: it names the colours and signs as well. */
export function StrikeReadout({
  row,
  spot,
}: {
  row: CurveStrike | undefined;
  spot: number | null;
}) {
  return (
    <dl className="flex h-[60px] flex-wrap content-center gap-x-4 px-3 text-sm sm:h-9">
      <Told label="Strike">
        {formatStrike(row?.strike ?? null)}
        {row !== undefined && spot !== null && (
          <span className="font-normal text-muted"> {farWords(row.strike, spot)}</span>
        )}
      </Told>
      <Told label="Puts" className="text-negative">
        {formatDollars(row?.putGex ?? null)}
      </Told>
      <Told label="Calls" className="text-positive">
        {formatDollars(row?.callGex ?? null)}
      </Told>
      <Told label="Net">{formatDollars(row?.netGex ?? null)}</Told>
      <div className="text-muted max-sm:hidden">
        <dt className="sr-only">Unit</dt>
        <dd>per 1 % move</dd>
      </div>
    </dl>
  );
}

function Told({
  label,
  className,
  children,
}: {
  label: string;
  className?: string;
  children: ReactNode;
}) {
  return (
    <div className="flex items-baseline gap-1.5 whitespace-nowrap">
      <dt className="text-xs text-muted">{label}</dt>
      <dd className={clsx("font-medium", className)}>{children}</dd>
    </div>
  );
}
