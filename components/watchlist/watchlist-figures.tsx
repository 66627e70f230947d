import { Figure } from "@/components/ui/figure";
import {
  formatDistance,
  formatFraction,
  formatMagnitude,
  formatPrice,
  MISSING,
} from "@/components/ui/format";
import { Sparkline } from "@/components/ui/sparkline";
import type { GexData } from "@/lib/contract/market/gex-data";
import type { Trend } from "@/lib/contract/page/home";
import { NO_TREND, trendWords } from "./trend-words";

/** The cells of one row's values. On a phone there are no heads, so each cell has its label. */
export function WatchlistFigures({ data, trend }: { data: GexData | null; trend: Trend | null }) {
  if (data === null) {
    return (
      <td colSpan={6} className="missing text-muted">
        not loaded yet
      </td>
    );
  }
  return (
    <>
      <td className="gex">
        <Label>net GEX</Label>
        <Figure text={formatMagnitude(data.netGex)} className={signColour(data.netGex)} />
      </td>
      <td className="flip">
        <Label>flip</Label>
        <Figure text={formatPrice(data.flip)} />
      </td>
      <td className="far">
        <Figure
          text={formatDistance(data.flipDistancePercent)}
          className="max-sm:text-xs text-muted"
        />
      </td>
      <td className="trend">
        {trend === null ? (
          <span title={NO_TREND} className="text-muted">
            <Figure text={MISSING} />
          </span>
        ) : (
          <Sparkline figures={trend.figures} label={trendWords(trend)} />
        )}
      </td>
      <td className="iv">
        <Figure text={formatFraction(data.impliedVolatility)} />
      </td>
      <td className="pcr">
        <Figure text={formatPrice(data.putCallRatioOpenInterest)} />
      </td>
    </>
  );
}

function signColour(value: number | null): string | undefined {
  if (value === null || value === 0) return undefined;
  return value > 0 ? "text-positive" : "text-negative";
}

function Label({ children }: { children: string }) {
  return <span className="pr-1.5 text-xs text-muted sm:hidden">{children}</span>;
}
