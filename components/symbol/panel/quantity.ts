import {
  formatDollars,
  formatFraction,
  formatNumber,
  formatPercent,
  formatPrice,
  MISSING,
} from "@/components/ui/format";
import type { Input } from "@/lib/contract/market/input";

/** A value with its unit: `$677.55`, `−$1.02B per 1%`, `46.9%`, `3 days`. */
export function quantity(value: number | null, unit: Input["unit"]): string {
  if (value === null) return MISSING;
  switch (unit) {
    case "$":
      return `$${formatPrice(value)}`;
    case "$ per 1 % move":
      return `${formatDollars(value)} per 1%`;
    case "%":
      return formatPercent(value);
    case "fraction":
      return formatFraction(value);
    case "ratio":
      return formatNumber(value, 2);
    case "0 to 100":
      return formatNumber(value, 1);
    case "days":
      return value === 1 ? "1 day" : `${value} days`;
    case "strikes":
      return value === 1 ? "1 strike" : `${value} strikes`;
    default:
      return unit satisfies never;
  }
}
