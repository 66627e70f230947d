import { formatSeconds } from "@/components/ui/format";
import { invalidWords, namesOf } from "@/components/watchlist/edit/added-words";
import type { Added } from "@/lib/client/watchlist/watchlist";
import type { ScanEstimate } from "@/lib/contract/scan/scan";
import { SCAN_SYMBOLS_MAX } from "@/lib/contract/scan/scan-limit";

/**
 * Describes the parts of a text that become no row, with the reason. Null when all of it is used.
 */
export function leftOutWords({
  duplicates,
  malformed,
  left,
}: Pick<Added, "duplicates" | "malformed" | "left">): string | null {
  const sentences: string[] = [];
  if (malformed.length > 0) {
    sentences.push(invalidWords(malformed));
  }
  if (duplicates.length > 0) {
    const are = duplicates.length === 1 ? "is" : "are";
    sentences.push(`${namesOf(duplicates)} ${are} listed twice and will be scanned once.`);
  }
  if (left.length > 0) {
    sentences.push(`${namesOf(left)} not added: the limit of a scan is ${SCAN_SYMBOLS_MAX}.`);
  }
  return sentences.length === 0 ? null : sentences.join(" ");
}

/**
 * `57 symbols · 9 cached · 48 API calls · ~2 min 40s`. Unknown numbers are left out. Cached and fresh
 * symbols cost nothing.
 */
export function scanCostWords(count: number, estimate: ScanEstimate | null): string {
  const symbols = counted(count, "symbol");
  if (count === 0 || estimate === null) return symbols;
  const { cached, cost, estimatedSeconds } = estimate;
  const parts = [symbols];
  if (cached > 0) parts.push(`${cached} cached`);
  if (cost === 0) return [...parts, "no API calls · immediate"].join(" · ");
  const wait = estimatedSeconds === null ? "paused" : `~${formatSeconds(estimatedSeconds)}`;
  return [...parts, counted(cost, "API call"), wait].join(" · ");
}

/** `1 API call`, `48 API calls`. */
export function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}
