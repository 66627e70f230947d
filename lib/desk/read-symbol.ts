import { COMPOSITE_PARTS } from "@/lib/contract/composite";
import { type Composite, compositeSchema } from "@/lib/contract/resource";
import type { Snapshot } from "@/lib/contract/snapshot";
import type { SymbolReading, SymbolView } from "@/lib/contract/symbol-view";
import {
  EXPIRY_CHOICES,
  type Expiry,
  nameWanted,
  type Span,
  spanSchema,
  type Wanted,
} from "@/lib/contract/wanted";
import { composeAnswer } from "./compose-answer";
import type { PageReach } from "./count-page";
import type { DeskParts } from "./parts";
import { type Known, presentKnown, readKnown } from "./read-known";
import { quotaOf } from "./read-quota";
import { failure } from "./refusal";
import type { SnapshotReply } from "./request";

type Shown = { symbol: string; expiry: Expiry; span: Span };

/** All that the cache has for a page of one symbol, in two round trips. Never spends. */
export async function readSymbol(
  desk: DeskParts,
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
    offered: offeredBy(desk, shown),
    isUnknown: headline === null && refused?.problem === "unknown-symbol",
    quota: known.quota,
    serverNow: known.serverNow,
  };
}

/** What the page shows, and what its readings are made of; each once. */
function wantedOn({ symbol, expiry, span }: Shown): Wanted[] {
  const curves = [...new Set<Expiry>([expiry, "combined"])];
  const histories = [...new Set<Span>([span, "180d"])];
  return [
    { resource: "gex", symbol },
    ...curves.map((one): Wanted => ({ resource: "curve", symbol, expiry: one })),
    { resource: "expirations", symbol },
    ...histories.map((one): Wanted => ({ resource: "history", symbol, span: one })),
  ];
}

function keyOf(desk: DeskParts, wanted: Wanted): string | null {
  return desk.upstream.jobFor(wanted)?.key ?? null;
}

function snapshotIn(desk: DeskParts, known: Known, wanted: Wanted): Snapshot | null {
  return presentKnown(desk, known, keyOf(desk, wanted));
}

/** What is read from the parts at hand, as `readCachedComposite` answers it; null: none is. */
function readingOf(
  desk: DeskParts,
  known: Known,
  composite: Composite,
  symbol: string,
): SymbolReading | null {
  const parts = COMPOSITE_PARTS[composite]
    .flatMap((resource) => nameWanted(resource, symbol) ?? [])
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

function offeredBy(desk: DeskParts, { symbol, expiry }: Shown): SymbolView["offered"] {
  const isOffered = (wanted: Wanted) => keyOf(desk, wanted) !== null;
  const expiries = [...new Set<Expiry>([...EXPIRY_CHOICES, expiry])];
  return {
    expiries: expiries.filter((one) => isOffered({ resource: "curve", symbol, expiry: one })),
    spans: spanSchema.options.filter((span) => isOffered({ resource: "history", symbol, span })),
    expirations: isOffered({ resource: "expirations", symbol }),
  };
}
