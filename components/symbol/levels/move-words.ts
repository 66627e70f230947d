import { dayWords } from "@/components/charts/history-day";
import { easternDate } from "@/components/ui/format";
import type { ExpectedMove } from "@/lib/contract/market/key-levels";

/** The first session that a move covers: `Apr 16`, `next session`. Null without a move. */
export function sessionWords({ session, asOf }: ExpectedMove): string | null {
  if (session === null || asOf === null) return null;
  return session === "same-day" ? dayWords(easternDate(Date.parse(asOf))) : "next session";
}

/**
 * The tooltip of a move. `span`: `1-day`. `formula`: how it is calculated where it is not reported.
 */
export function moveTitle(move: ExpectedMove | null, span: string, formula: string): string {
  const from = move?.basis === "implied-volatility" ? `= ${formula}` : REPORTED;
  const words = move === null ? null : sessionWords(move);
  const start =
    words === null
      ? ""
      : words === "next session"
        ? ". From a closing update: it starts with the next session"
        : `. It starts with the session of ${words}`;
  return `${span} expected move (±1σ)${from.startsWith("=") ? " " : ", "}${from}${start}`;
}

const REPORTED = "reported by Trading Volatility";
