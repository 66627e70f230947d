import { easternTime, formatPlace, formatSeconds } from "@/components/ui/format";
import type { Ask } from "@/lib/client/ask-store";
import type { MissedQuota } from "@/lib/client/held";
import type { QuotaNow } from "@/lib/client/quota-now";
import type { KnownQuota } from "@/lib/client/use-quota";
import type { Quota } from "@/lib/contract/quota";

export type BannerWords = {
  kind: "unheard" | "down" | "limited" | "outside-usage" | "offline";
  edge: "strong" | "amber" | "quiet";
  text: string;
  /** What holds the place in line that can be given up here, by its name in this tab. */
  giveUp: string | null;
};

type Known = {
  quota: Pick<KnownQuota, "quota" | "now"> | null;
  missed: MissedQuota | null;
  /** Whether the quota is read by the clock, or by a press alone. */
  statusReads: boolean;
  asks: Iterable<readonly [name: string, ask: Ask]>;
  online: boolean;
  time: number;
};

/** A shorter wait than this is over before a banner is read. */
const WAIT_WORTH_TELLING_MS = 2_000;

/** The one banner to show, by rank: unheard, down, limited, outside usage, offline; or none. */
export function bannerWords(known: Known): BannerWords | null {
  const { quota, missed, asks, online, time } = known;
  const place = firstInLine(asks);
  const giveUp = place?.name ?? null;
  if (online && missed !== null) {
    const text = `${missedWords(missed)} ${lastDataWords(known)}`;
    return { kind: "unheard", edge: "strong", text, giveUp };
  }
  if (online && quota === null) {
    const why = "The shared store is not answering, so nothing is asked.";
    const text = `${why} ${lastDataWords(known)}`;
    return { kind: "down", edge: "strong", text, giveUp: null };
  }
  const told = quota === null || quota.now === null ? null : { ...quota, now: quota.now };
  if (told?.quota.health === "down") {
    const why = told.quota.healthReason ?? "Trading Volatility is not answering.";
    const retry = retryWords(told.now, "Next try");
    const text = `${why} Showing the last data. ${retry}${sinceWords(told.quota.healthSince)}`;
    return { kind: "down", edge: "strong", text, giveUp };
  }
  const waits = place !== null && place.landsAt - time > WAIT_WORTH_TELLING_MS;
  if (quota !== null && (waits || told?.quota.health === "rate_limited")) {
    const why = told && limitedWords(told, place);
    const next = place === null ? told && pauseWords(told.now) : placeWords(place, time);
    const text = [why, next].filter((words) => words !== null).join(" ");
    return { kind: "limited", edge: "amber", text, giveUp };
  }
  if (told?.quota.outsideUsage) {
    const text =
      "Someone is using this subscription outside Gammagate. Fewer calls are left for us, so " +
      "answers may take longer until it stops.";
    return { kind: "outside-usage", edge: "amber", text, giveUp: null };
  }
  if (online) return null;
  const text =
    "You are offline. The last data stay and keep ageing; nothing is asked when you return.";
  return { kind: "offline", edge: "quiet", text, giveUp: null };
}

function missedWords({ since, refusal }: MissedQuota): string {
  const { minute } = easternTime(since);
  if (refusal.reason === "unreachable") return `Gammagate has not answered since ${minute} ET.`;
  return `The quota has not been read since ${minute} ET. ${refusal.detail}`;
}

function lastDataWords({ statusReads }: Known): string {
  const look = statusReads ? "next look in a minute" : "the next press looks again";
  return `Showing the last data; ${look}.`;
}

function sinceWords(since: string | null): string {
  return since === null ? "" : ` It began at ${easternTime(Date.parse(since)).minute} ET.`;
}

type Place = Extract<Ask, { kind: "in-line" }> & { name: string };

function firstInLine(asks: Known["asks"]): Place | null {
  const places = [...asks].flatMap(([name, ask]): Place[] =>
    ask.kind === "in-line" ? [{ ...ask, name }] : [],
  );
  return places.toSorted((one, other) => one.landsAt - other.landsAt)[0] ?? null;
}

/** What a wait is due to; null: to nothing but its own turn. */
function limitedWords({ quota, now }: { quota: Quota; now: QuotaNow }, place: Place | null) {
  if (quota.health === "rate_limited" && quota.healthReason !== null) return quota.healthReason;
  if (place?.position === 0) return null;
  if (now.remaining === 0) return "The shared quota is used up.";
  const isNarrow = place !== null && NEEDS_FURTHER_WINDOW.test(place.name);
  if (isNarrow && now.others.some(({ remaining }) => remaining === 0)) {
    return "The shared quota for curves and expirations is used up.";
  }
  return place === null || place.position === 1 ? null : "Others are before you in line.";
}

/** Of the names of `wantedName`. */
const NEEDS_FURTHER_WINDOW = / (curve|expirations)\b/;

function placeWords(place: Place, time: number): string {
  const wait = formatSeconds((place.landsAt - time) / 1_000);
  const where =
    place.position === 0 ? "Yours is on its way" : `You are ${formatPlace(place.position)} in line`;
  return `${where}, about ${wait}. Refreshing again will not help.`;
}

function pauseWords(now: QuotaNow): string {
  if (now.nextInSeconds < 1) return "Next call now.";
  return `Next call in ${formatSeconds(now.nextInSeconds)}; refreshing before will not help.`;
}

function retryWords(now: QuotaNow, what: string): string {
  return now.nextInSeconds < 1 ? `${what} now.` : `${what} in ${formatSeconds(now.nextInSeconds)}.`;
}
