import clsx from "clsx";
import type { ReactNode } from "react";
import { Figure } from "@/components/ui/figure";
import {
  formatDistance,
  formatFraction,
  formatMagnitude,
  formatPrice,
} from "@/components/ui/format";
import type { GexData } from "@/lib/contract/gex-data";

type LabelledProps = {
  label: string;
  title: string;
  /** A second, lesser figure; beside the label where the row is narrow. */
  beside?: ReactNode;
  className?: string;
  children: ReactNode;
};

/** The row's figures, each with its label: beside it, or above it where the row is narrow. */
export function SnapshotFigures({ data }: { data: GexData }) {
  return (
    <>
      <Labelled label="net GEX" title="Net gamma exposure, $ per 1 % move">
        <Figure text={formatMagnitude(data.netGex)} className={signColour(data.netGex)} />
      </Labelled>
      <Labelled
        label="flip"
        title="Gamma flip price, and how far it is from spot"
        beside={
          <Figure
            text={data.flipDistancePercent === null ? "" : formatDistance(data.flipDistancePercent)}
            className="inline-block text-right text-xs text-muted lg:w-14"
          />
        }
      >
        <Figure text={formatPrice(data.flip)} />
      </Labelled>
      <Labelled label="IV" title="Implied volatility a year" className="max-sm:hidden">
        <Figure text={formatFraction(data.impliedVolatility)} />
      </Labelled>
      <Labelled
        label="PCR"
        title="Put open interest / call open interest"
        className="max-lg:hidden"
      >
        <Figure text={formatPrice(data.putCallRatioOpenInterest)} />
      </Labelled>
    </>
  );
}

function signColour(value: number | null): string | undefined {
  if (value === null || value === 0) return undefined;
  return value > 0 ? "text-positive" : "text-negative";
}

function Labelled({ label, title, beside = null, className, children }: LabelledProps) {
  return (
    <span
      title={title}
      className={clsx(
        "flex items-baseline gap-1.5 whitespace-nowrap sm:max-lg:flex-col sm:max-lg:items-end sm:max-lg:gap-0 lg:justify-between",
        className,
      )}
    >
      <span className="text-xs text-muted">
        {label}
        {beside !== null && <span className="hidden sm:max-lg:inline"> {beside}</span>}
      </span>
      <span className="flex items-baseline gap-1.5 sm:max-lg:leading-[18px]">
        {children}
        {beside !== null && <span className="sm:max-lg:hidden">{beside}</span>}
      </span>
    </span>
  );
}
