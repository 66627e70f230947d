import type { SetupsData } from "@/lib/contract/market/setups-data";
import { SCAN_SYMBOLS_MAX } from "@/lib/contract/scan/scan-limit";
import { counted } from "./setup-words";

/** What of a list is missing, before and after its symbols were added; null: nothing. */
export function listGapWords(
  { unreadableRows, setupsLeftOut }: Pick<SetupsData, "unreadableRows" | "setupsLeftOut">,
  left: number,
): string | null {
  const sentences: string[] = [];
  if (unreadableRows > 0) {
    sentences.push(`${counted(unreadableRows, "row")} had no readable symbol.`);
  }
  const beyond = left + setupsLeftOut;
  if (beyond > 0) {
    const limit = `the limit of a scan is ${SCAN_SYMBOLS_MAX}`;
    sentences.push(`${counted(beyond, "symbol")} of the list not added: ${limit}.`);
  }
  return sentences.length === 0 ? null : sentences.join(" ");
}
