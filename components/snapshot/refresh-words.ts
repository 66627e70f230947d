import { easternTime, formatSeconds } from "@/components/ui/format";
import type { Ask } from "@/lib/client/ask-store";
import type { HeldSnapshot } from "@/lib/client/held";
import { landingSeconds, type QuotaNow } from "@/lib/client/quota-now";
import { refusalWords } from "./refusal-words";

export type RefreshWords = {
  verb: string;
  /** The cost and the time, or what it waits for. */
  hint: string;
  /** False: it waits, and the hint is the reason. */
  open: boolean;
  /** More than fits on the control. */
  detail: string | null;
};

type Known = {
  held: Pick<HeldSnapshot, "readyAt"> | null;
  ask: Exclude<Ask, { kind: "in-line" }>;
  callerReadyAt: number;
  quota: { now: QuotaNow; windowSeconds: number } | null;
  time: number;
};

/** What the control of one row says: its cost before the click, its wait after. */
export function refreshWords({ held, ask, callerReadyAt, quota, time }: Known): RefreshWords {
  const verb = held === null ? "Load" : "Refresh";
  if (ask.kind === "asking") return { verb, hint: "asking…", open: false, detail: null };
  if (ask.kind === "refused") {
    const { reason, detail, readyAt } = ask.refusal;
    const waits = readyAt !== null && readyAt > time;
    const hint = waits ? readyWords(readyAt, time) : "Try again";
    return { verb: refusalWords(reason), hint, open: !waits, detail };
  }
  // Loading what is missing is no forced refresh, so no cooldown holds it.
  const readyAt = held === null ? 0 : Math.max(held.readyAt, callerReadyAt);
  if (readyAt > time) return { verb, hint: readyWords(readyAt, time), open: false, detail: null };
  return { verb, hint: costWords(1, quota), open: true, detail: null };
}

/**
 * `3 calls · about 1 s`; for one call that can go at once, `1 call · now`. Among several (`of`) also
 * what there is: `3 of 13 calls · about 1 s`.
 */
export function costWords(calls: number, quota: Known["quota"], among?: "of"): string {
  const word = calls === 1 ? "call" : "calls";
  if (quota === null) return `${calls} ${word}`;
  const isAmong = among === "of" && calls <= quota.now.remaining;
  const cost = isAmong ? `${calls} of ${quota.now.remaining} calls` : `${calls} ${word}`;
  const seconds = landingSeconds(quota.now, calls, quota.windowSeconds);
  // A press that is early by a moment meets a closed gate, so "now" is not said too soon.
  const atOnce = calls === 1 && seconds < 1 && quota.now.nextInSeconds === 0;
  return `${cost} · ${atOnce ? "now" : `about ${formatSeconds(seconds)}`}`;
}

/** `Ready in 42 s`, `Ready in 12 min`, `Ready 08:00 ET`, `Ready Monday 08:00`. */
export function readyWords(readyAt: number, time: number): string {
  // `time` is a whole second, so a started second has been counted already.
  const seconds = Math.max(1, Math.floor((readyAt - time) / 1_000));
  if (seconds < 100) return `Ready in ${seconds} s`;
  if (seconds < 3_600) return `Ready in ${Math.ceil(seconds / 60)} min`;
  const [at, today] = [easternTime(readyAt), easternTime(time)];
  return at.dayNumber === today.dayNumber
    ? `Ready ${at.minute} ET`
    : `Ready ${at.weekday.slice(0, 3)} ${at.minute} ET`;
}
