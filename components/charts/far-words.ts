import { formatPercent } from "@/components/ui/format";

/** How far a strike is from spot, both $: `0.36 % below`. */
export function farWords(strike: number, spot: number): string {
  const percent = ((strike - spot) / spot) * 100;
  return `${formatPercent(Math.abs(percent))} ${percent < 0 ? "below" : "above"}`;
}
