import { formatSeconds } from "@/components/ui/format";
import { namesOf } from "@/components/watchlist/added-words";
import type { Added } from "@/lib/client/watchlist";
import type { ScanEstimate } from "@/lib/contract/scan";
import { SCAN_SYMBOLS_MAX } from "@/lib/contract/scan-limit";

/** What of a text is no row of the scan, and why; null: all of it is. */
export function leftOutWords({
  duplicates,
  malformed,
  left,
}: Pick<Added, "duplicates" | "malformed" | "left">): string | null {
  const sentences: string[] = [];
  if (malformed.length > 0) {
    sentences.push(`${namesOf(malformed)} ${malformed.length === 1 ? "is" : "are"} no symbol.`);
  }
  if (duplicates.length > 0) {
    const stand = duplicates.length === 1 ? "stands" : "stand";
    sentences.push(`${namesOf(duplicates)} ${stand} there twice, and will be scanned once.`);
  }
  if (left.length > 0) {
    sentences.push(`${namesOf(left)} left out: a scan holds ${SCAN_SYMBOLS_MAX}.`);
  }
  return sentences.length === 0 ? null : sentences.join(" ");
}

/**
 * `57 symbols · 9 cached · 48 calls · about 2 min 40 s`. What is not known is not said; what is
 * cached and fresh costs nothing.
 */
export function scanCostWords(count: number, estimate: ScanEstimate | null): string {
  const symbols = counted(count, "symbol");
  if (count === 0 || estimate === null) return symbols;
  const { cached, cost, estimatedSeconds } = estimate;
  const parts = [symbols];
  if (cached > 0) parts.push(`${cached} cached`);
  if (cost === 0) return [...parts, "no call · at once"].join(" · ");
  return [...parts, counted(cost, "call"), `about ${formatSeconds(estimatedSeconds)}`].join(" · ");
}

/** `1 call`, `48 calls`. */
export function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}
