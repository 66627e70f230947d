import { wantedOf } from "@/lib/contract/market/name-wanted";
import { type Composite, compositeSchema } from "@/lib/contract/market/resource";
import { type Expiry, type Span, spanSchema, type Wanted } from "@/lib/contract/market/wanted";
import type { SymbolReading, SymbolView } from "@/lib/contract/page/symbol-view";
import type { Snapshot } from "@/lib/contract/snapshot/snapshot";
import {
  COMPOSITE_PARTS,
  DEFAULT_EXPIRY,
  DEFAULT_SPAN,
  EXPIRY_CHOICES,
} from "@/lib/contract/values/resources";
import { quotaOf } from "@/lib/desk/answer/read-quota";
import { failure } from "@/lib/desk/answer/refusal";
import type { SnapshotReply } from "@/lib/desk/answer/snapshot-job";
import type { Services } from "@/lib/desk/base/services";
import { composeAnswer } from "@/lib/desk/snapshots/compose-answer";
import type { PageReach } from "./count-page";
import { type Known, presentKnown, readKnown } from "./read-known";

type Shown = { symbol: string; expiry: Expiry; span: Span };

/** Reads everything cached for one symbol's page, in two round trips. Never makes a call. */
export async function readSymbol(
  desk: Services,
  shown: Shown,
  reach: PageReach = "store",
): Promise<SymbolView> {
  const { symbol } = shown;
  const wanted = wantedOn(shown);
  const keys = [...new Set(wanted.flatMap((one) => keyOf(desk, one) ?? []))];
  const known = await readKnown(desk, keys, reach);
  const snapshots = wanted.flatMap((one) => snapshotIn(desk, known, one) ?? []);
  const headline = snapshots.find((snapshot) => snapshot.resource === "gex") ?? null;
  const refused = known.readings.get(keyOf(desk, { resource: "gex", symbol }) ?? "")?.failure;
  return {
    ...shown,
    rows: [{ symbol, snapshot: headline }],
    parts: snapshots.filter(({ resource }) => resource !== "gex"),
    readings: compositeSchema.options.flatMap((name) => readingOf(desk, known, name, symbol) ?? []),
    offered: offeredBy(desk, shown, snapshots),
    isUnknown: headline === null && refused?.problem === "unknown-symbol",
    quota: known.quota,
    serverNow: known.serverNow,
  };
}

/** Lists what the page shows and what its readings are calculated from, each once. */
function wantedOn({ symbol, expiry, span }: Shown): Wanted[] {
  const curves = [...new Set<Expiry>([expiry, DEFAULT_EXPIRY])];
  const histories = [...new Set<Span>([span, DEFAULT_SPAN])];
  return [
    { resource: "gex", symbol },
    ...curves.map((one): Wanted => ({ resource: "curve", symbol, expiry: one })),
    { resource: "expirations", symbol },
    ...histories.map((one): Wanted => ({ resource: "history", symbol, span: one })),
  ];
}

function keyOf(desk: Pick<Services, "upstream">, wanted: Wanted): string | null {
  return desk.upstream.jobFor(wanted)?.key ?? null;
}

function snapshotIn(desk: Services, known: Known, wanted: Wanted): Snapshot | null {
  return presentKnown(desk, known, keyOf(desk, wanted));
}

/**
 * Calculates a reading from the cached parts, as `readCachedComposite` does. Null: not possible.
 */
function readingOf(
  desk: Services,
  known: Known,
  composite: Composite,
  symbol: string,
): SymbolReading | null {
  const parts = COMPOSITE_PARTS[composite]
    .map((resource) => wantedOf(resource, symbol))
    .filter((wanted) => keyOf(desk, wanted) !== null);
  const replies = parts.map((wanted): SnapshotReply => {
    const snapshot = snapshotIn(desk, known, wanted);
    return snapshot === null
      ? failure(known.quota === null ? "store-unavailable" : "not-cached")
      : { kind: "snapshot", snapshot, now: known.serverNow };
  });
  const quota = known.quota ?? quotaOf(desk, null);
  const reply = composeAnswer(desk, { composite, symbol, parts, replies, quota });
  if (reply.kind === "refused") return null;
  const { data: _figures, quota: _quota, ...reading } = reply.answer;
  return reading;
}

function offeredBy(
  desk: Services,
  { symbol, expiry }: Shown,
  snapshots: readonly Snapshot[],
): SymbolView["offered"] {
  const isOffered = (wanted: Wanted) => keyOf(desk, wanted) !== null;
  const expiries = new Set<Expiry>([...EXPIRY_CHOICES, ...datesIn(snapshots), expiry]);
  return {
    expiries: [...expiries].filter((one) => isOffered({ resource: "curve", symbol, expiry: one })),
    spans: spanSchema.options.filter((span) => isOffered({ resource: "history", symbol, span })),
    expirations: isOffered({ resource: "expirations", symbol }),
  };
}

/** The expiration dates that the cached data names, soonest first. */
function datesIn(snapshots: readonly Snapshot[]): string[] {
  const dates = snapshots.flatMap((snapshot) => {
    if (snapshot.resource === "gex") return snapshot.data.nearestExpiration ?? [];
    if (snapshot.resource !== "expirations") return [];
    return snapshot.data.expirations.flatMap(({ date }) => date ?? []);
  });
  return [...new Set(dates)].sort();
}
