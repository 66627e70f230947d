import { formatPercent } from "@/components/ui/format";

/** How far a strike is from spot, both $: `0.36% below`, `at spot`; `full`: `0.36% below spot`. */
export function farWords(strike: number, spot: number, full = false): string {
  const percent = ((strike - spot) / spot) * 100;
  if (Math.abs(percent) < 0.005) return "at spot";
  const side = percent < 0 ? "below" : "above";
  return `${formatPercent(Math.abs(percent))} ${side}${full ? " spot" : ""}`;
}
