import { easternTime, formatSeconds } from "@/components/ui/format";
import type { AskStatus } from "@/lib/client/tab/ask-store";
import type { LocalSnapshot } from "@/lib/client/tab/local-cache";
import { landingSeconds, type QuotaNow } from "@/lib/client/tab/quota-now";
import type { Quota } from "@/lib/contract/quota/quota";
import type { SnapshotTimes } from "@/lib/contract/snapshot/snapshot";
import { isLastOfDay, nextUpdateWords } from "./next-words";
import { refusalWords } from "./refusal-words";

export type RefreshWords = {
  verb: string;
  /** The cost and the expected wait, or the reason for waiting. */
  hint: string;
  /** False: the button is disabled, and the hint has the reason. */
  open: boolean;
  /** A longer text for the tooltip. */
  detail: string | null;
};

type Held = Pick<LocalSnapshot, "readyAt"> & {
  snapshot: Pick<SnapshotTimes, "asOf" | "freshUntil" | "nextExpectedAt" | "missedUpdates">;
};

type Known = {
  held: Held | null;
  ask: Exclude<AskStatus, { kind: "queued" }>;
  callerReadyAt: number;
  quota: { now: QuotaNow; windowSeconds: number } | null;
  /** Null: unknown. */
  market: Quota["market"]["state"] | null;
  time: number;
};

/** Returns the texts of one row's button: the cost before the click, the wait after it. */
export function refreshWords(known: Known): RefreshWords {
  const { held, ask, callerReadyAt, quota, time } = known;
  const verb = held === null ? "Load" : "Refresh";
  if (ask.kind === "asking") return { verb, hint: "loading…", open: false, detail: null };
  if (ask.kind === "refused") {
    const { reason, detail, readyAt } = ask.refusal;
    const waits = readyAt !== null && readyAt > time;
    const hint = waits ? readyWords(readyAt, time) : "Try again";
    return { verb: refusalWords(reason), hint, open: !waits, detail };
  }
  // Loading missing data is no forced refresh, so the cooldown does not apply.
  if (held === null) return { verb, hint: costWords(1, quota), open: true, detail: null };
  const next = nextOf(held, time);
  const detail = next && `Next update ${next}`;
  const readyAt = Math.max(held.readyAt, callerReadyAt, closedUntil(held, known));
  if (readyAt > time) return { verb, hint: readyWords(readyAt, time), open: false, detail };
  if (next !== null) return { verb, hint: "ask anyway, 1 call", open: true, detail };
  return { verb, hint: costWords(1, quota), open: true, detail: null };
}

/** Returns when the next update is expected. Null when newer data may exist now. */
function nextOf({ snapshot }: Held, time: number): string | null {
  const isFresh = Date.parse(snapshot.freshUntil) > time;
  return isFresh ? nextUpdateWords(snapshot.nextExpectedAt, time) : null;
}

/** While the market is closed: until when the last data of the day is the newest, ms. */
function closedUntil(held: Held, { market, time }: Known): number {
  const isClosed = market !== null && market !== "open";
  if (!isClosed || nextOf(held, time) === null || !isLastOfDay(held.snapshot)) return 0;
  return Date.parse(held.snapshot.nextExpectedAt ?? "");
}

/**
 * `3 API calls · ~1s`; for one call that can go at once, `1 API call · now`. With `of`, also the
 * calls left: `3 of 13 API calls · ~1s`.
 */
export function costWords(calls: number, quota: Known["quota"], among?: "of"): string {
  const word = calls === 1 ? "API call" : "API calls";
  if (quota === null) return `${calls} ${word}`;
  const isAmong = among === "of" && calls <= quota.now.remaining;
  const cost = isAmong ? `${calls} of ${quota.now.remaining} API calls` : `${calls} ${word}`;
  const seconds = landingSeconds(quota.now, calls, quota.windowSeconds);
  if (seconds === null) return `${cost} · paused`;
  // A press that comes a moment too early would be refused, so "now" appears slightly late.
  const atOnce = calls === 1 && seconds < 1 && quota.now.nextInSeconds === 0;
  return `${cost} · ${atOnce ? "now" : `~${formatSeconds(seconds)}`}`;
}

/** `Ready in 42s`, `Ready in 12 min`, `Ready 08:00 ET`, `Ready Monday 08:00`. */
export function readyWords(readyAt: number, time: number): string {
  // `time` is a whole second, so a started second has been counted already.
  const seconds = Math.max(1, Math.floor((readyAt - time) / 1_000));
  if (seconds < 100) return `Ready in ${seconds}s`;
  if (seconds < 3_600) return `Ready in ${Math.ceil(seconds / 60)} min`;
  const [at, today] = [easternTime(readyAt), easternTime(time)];
  return at.dayNumber === today.dayNumber
    ? `Ready ${at.minute} ET`
    : `Ready ${at.weekday.slice(0, 3)} ${at.minute} ET`;
}
