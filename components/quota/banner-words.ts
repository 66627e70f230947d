import { easternTime, formatPlace, formatSeconds } from "@/components/ui/format";
import type { KnownQuota } from "@/lib/client/hooks/use-quota";
import type { AskStatus } from "@/lib/client/tab/ask-store";
import type { MissedQuota } from "@/lib/client/tab/local-cache";
import type { QuotaNow } from "@/lib/client/tab/quota-now";
import { isNarrow } from "@/lib/client/tab/wanted-name";
import type { Quota } from "@/lib/contract/quota/quota";

export type BannerWords = {
  kind: "unknown" | "down" | "limited" | "outside-usage" | "offline";
  edge: "strong" | "amber" | "quiet";
  text: string;
  /** The queued request that the banner can cancel, by its name in this tab. */
  cancelName: string | null;
};

type Known = {
  quota: Pick<KnownQuota, "quota" | "now"> | null;
  missed: MissedQuota | null;
  /** Whether the quota is read regularly, or only after a press. */
  statusReads: boolean;
  asks: Iterable<readonly [name: string, ask: AskStatus]>;
  online: boolean;
  time: number;
};

/** A shorter wait than this ends before a banner is read. */
const WAIT_SHOWN_FROM_MS = 2_000;

/**
 * Returns the banner to show, by rank: unknown, down, limited, outside usage, offline. Null: none.
 */
export function bannerWords(known: Known): BannerWords | null {
  const { quota, missed, asks, online, time } = known;
  const place = firstInLine(asks);
  const cancelName = place?.name ?? null;
  if (online && missed !== null) {
    const text = `${missedWords(missed)} ${lastDataWords(known)}`;
    return { kind: "unknown", edge: "strong", text, cancelName };
  }
  if (online && quota === null) {
    const why = "Gammagate can't reach its database (Redis), so it makes no API calls.";
    const text = `${why} ${lastDataWords(known)}`;
    return { kind: "down", edge: "strong", text, cancelName: null };
  }
  const reported = quota === null || quota.now === null ? null : { ...quota, now: quota.now };
  if (reported?.quota.health === "down") {
    const why = reported.quota.healthReason ?? "Trading Volatility is not responding.";
    const text = `${why} Showing saved data.${afterwardsWords(reported)}`;
    return { kind: "down", edge: "strong", text, cancelName };
  }
  const waits = place !== null && leftMs(place, time) > WAIT_SHOWN_FROM_MS;
  if (quota !== null && (waits || reported?.quota.health === "rate_limited")) {
    // An unknown time has its own reason.
    const isStuck = place !== null && place.endsAt === null;
    const why = reported && !isStuck ? limitedWords(reported, place) : null;
    const next = place === null ? reported && pauseWords(reported.now) : placeWords(place, time);
    const text = [why, next].filter((words) => words !== null).join(" ");
    return { kind: "limited", edge: "amber", text, cancelName };
  }
  if (reported?.quota.outsideUsage) {
    const text =
      "Someone is using this subscription outside Gammagate, or a deployment with another database " +
      "uses the same key. Fewer API calls are left here, so data may load more slowly.";
    return { kind: "outside-usage", edge: "amber", text, cancelName: null };
  }
  if (online) return null;
  const text = "You're offline. Showing saved data. Press Refresh when you are back online.";
  return { kind: "offline", edge: "quiet", text, cancelName: null };
}

function missedWords({ since, refusal }: MissedQuota): string {
  const { minute } = easternTime(since);
  if (refusal.reason === "unreachable") return `Gammagate has not responded since ${minute} ET.`;
  return `No quota update since ${minute} ET. ${refusal.detail}`;
}

function lastDataWords({ statusReads }: Known): string {
  const next = statusReads ? "Checking again in 1 min." : "The next refresh checks again.";
  return `Showing saved data. ${next}`;
}

function sinceWords(since: string | null): string {
  return since === null ? "" : ` Down since ${easternTime(Date.parse(since)).minute} ET.`;
}

type Place = Extract<AskStatus, { kind: "queued" }> & { name: string };

function firstInLine(asks: Known["asks"]): Place | null {
  const places = [...asks].flatMap(([name, ask]): Place[] =>
    ask.kind === "queued" ? [{ ...ask, name }] : [],
  );
  return places.toSorted((one, other) => leftMs(one, 0) - leftMs(other, 0))[0] ?? null;
}

/** Returns why a request waits. Null when it only waits for its turn. */
function limitedWords({ quota, now }: { quota: Quota; now: QuotaNow }, place: Place | null) {
  if (quota.health === "rate_limited" && quota.healthReason !== null) return quota.healthReason;
  if (place?.position === 0) return null;
  if (now.remaining === 0) return "No API calls left in the shared quota.";
  if (
    place !== null &&
    isNarrow(place.name) &&
    now.others.some(({ remaining }) => remaining === 0)
  ) {
    return "No API calls left for gamma by strike, expirations and screeners.";
  }
  return null;
}

/** Time until the expected answer, ms. Infinity when unknown. */
const leftMs = ({ endsAt }: Place, time: number) => (endsAt ?? Number.POSITIVE_INFINITY) - time;

function placeWords(place: Place, time: number): string {
  const where = place.position === 0 ? "Loading" : `${formatPlace(place.position)} in queue`;
  if (place.endsAt === null) return `${place.waitReason ?? ""} ${where}.`.trimStart();
  const wait = formatSeconds((place.endsAt - time) / 1_000);
  return `${where}, about ${wait}. No need to refresh again.`;
}

function pauseWords(now: QuotaNow): string {
  if (now.nextInSeconds === null) return "Refreshing does not help.";
  if (now.nextInSeconds < 1) return "An API call can start now.";
  return `Next API call in ${formatSeconds(now.nextInSeconds)}. Refreshing earlier does not help.`;
}

/**
 * When calls resume, and since when they are stopped. A pause and a refused key name both in their
 * reason.
 */
function afterwardsWords({ quota, now }: { quota: Quota; now: QuotaNow }): string {
  if (quota.breaker.state === "held") return "";
  if (quota.breaker.state === "closed" && quota.refusedKeyUntil !== null) {
    const { minute } = easternTime(Date.parse(quota.refusedKeyUntil));
    return ` Retrying the key at ${minute} ET.`;
  }
  const seconds = now.nextInSeconds;
  const retry =
    seconds === null
      ? ""
      : seconds < 1
        ? " Retrying now."
        : ` Retrying in ${formatSeconds(seconds)}.`;
  return `${retry}${sinceWords(quota.healthSince)}`;
}
