import { easternTime, formatPlace, formatSeconds } from "@/components/ui/format";
import type { Ask } from "@/lib/client/ask-store";
import type { QuotaNow } from "@/lib/client/quota-now";
import type { Quota } from "@/lib/contract/quota";

export type BannerWords = {
  kind: "down" | "limited" | "outside-usage" | "offline";
  edge: "strong" | "amber" | "quiet";
  text: string;
  /** What holds the place in line that can be given up here, by its name in this tab. */
  giveUp: string | null;
};

type Known = {
  quota: { quota: Quota; now: QuotaNow } | null;
  asks: Iterable<readonly [name: string, ask: Ask]>;
  online: boolean;
  time: number;
};

/** A shorter wait than this is over before a banner is read. */
const WAIT_WORTH_TELLING_MS = 2_000;

/** The one banner to show, by rank: down, limited, outside usage, offline; or none. */
export function bannerWords({ quota, asks, online, time }: Known): BannerWords | null {
  const place = firstInLine(asks);
  if (online && quota === null) {
    const text =
      "The shared store is not answering, so nothing is asked. Showing the last data; next look in " +
      "a minute.";
    return { kind: "down", edge: "strong", text, giveUp: null };
  }
  if (quota?.quota.health === "down") {
    const why = quota.quota.healthReason ?? "Trading Volatility is not answering.";
    const retry = retryWords(quota.now, "Next try");
    const text = `${why} Showing the last data. ${retry}${sinceWords(quota.quota.healthSince)}`;
    return { kind: "down", edge: "strong", text, giveUp: place?.name ?? null };
  }
  const waits = place !== null && place.landsAt - time > WAIT_WORTH_TELLING_MS;
  if (quota !== null && (waits || quota.quota.health === "rate_limited")) {
    const why = limitedWords(quota, place);
    const next = place === null ? pauseWords(quota.now) : placeWords(place, time);
    const giveUp = place?.name ?? null;
    const text = why === null ? next : `${why} ${next}`;
    return { kind: "limited", edge: "amber", text, giveUp };
  }
  if (quota?.quota.outsideUsage) {
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
function limitedWords({ quota, now }: NonNullable<Known["quota"]>, place: Place | null) {
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
