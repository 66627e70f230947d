import { REGIME_WORDS, regimeOfSnapshot } from "@/components/scanner/scan/regime-words";
import { Figure } from "@/components/ui/figure";
import {
  formatDistance,
  formatFraction,
  formatMagnitude,
  formatNumber,
  formatPrice,
  MISSING,
} from "@/components/ui/format";
import { REGIME_SENTENCES } from "@/lib/contract/market/regime-rule";
import type { ScanSnapshot } from "@/lib/contract/scan/scan";

/** The cells of one row's values. On a phone there are no heads, so each cell has its label. */
export function ScanFigures({ snapshot }: { snapshot: ScanSnapshot }) {
  const data = snapshot.resource === "gex" ? snapshot.data : null;
  const regime = regimeOfSnapshot(snapshot);
  const netGex = data?.netGex ?? null;
  return (
    <>
      <td className="gex">
        <Label>net GEX</Label>
        <Figure text={formatMagnitude(netGex)} className={signColour(netGex)} />
      </td>
      <td className="flip">
        <Label>flip</Label>
        <Figure text={formatPrice(data?.flip ?? null)} />
      </td>
      <td className="far">
        <Figure
          text={formatDistance(data?.flipDistancePercent ?? null)}
          className="max-sm:text-xs text-muted"
        />
      </td>
      <td className="regime" title={regime === null ? undefined : REGIME_SENTENCES[regime]}>
        <Figure text={regime === null ? MISSING : REGIME_WORDS[regime]} className="text-sm" />
      </td>
      <td className="iv">
        <Label>IV</Label>
        <Figure text={formatFraction(data?.impliedVolatility ?? null)} />
      </td>
      <td className="pcr">
        <Label>PCR</Label>
        <Figure text={formatNumber(data?.putCallRatioOpenInterest ?? null, 2)} />
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
