import { wantedOf } from "@/lib/contract/market/name-wanted";
/**
 * A composite is calculated from parts, each with its own copy, call and age. Only missing or stale
 * parts are requested, at the composite's priority. The answer names every part that is missing.
 */

import { type Composite, DEFAULT_PRIORITY } from "@/lib/contract/market/resource";
import type { SymbolWanted } from "@/lib/contract/market/wanted";
import { COMPOSITE_PARTS } from "@/lib/contract/values/resources";
import { countRequest } from "@/lib/desk/answer/count-request";
import { quotaOf, readQuotaOrNone } from "@/lib/desk/answer/read-quota";
import { failure } from "@/lib/desk/answer/refusal";
import { staleOr } from "@/lib/desk/answer/reply-with";
import type { SnapshotReply, SnapshotRequest } from "@/lib/desk/answer/snapshot-job";
import type { Services } from "@/lib/desk/base/services";
import { createStoreBudget, type StoreBudget } from "@/lib/desk/base/store-budget";
import { countAsk } from "@/lib/desk/queue/count-ask";
import { StoreFault } from "@/lib/store-fault";
import { type CompositeReply, composeAnswer } from "./compose-answer";
import { readCached, requestSnapshot } from "./request-snapshot";

type Cached = Pick<SnapshotRequest, "caller" | "isNewCookie" | "isCounted"> & {
  composite: Composite;
  symbol: string;
};
export type CompositeRequest = Cached & Pick<SnapshotRequest, "priority" | "waitMs" | "signal">;

/**
 * Returns a composite with the age of each part or the reason why it is missing. Costs one call per
 * missing or stale part, and one call for a symbol that the upstream does not know.
 */
export function requestComposite(desk: Services, asked: CompositeRequest): Promise<CompositeReply> {
  return compose(desk, asked, (parts, budget) => askParts(desk, asked, parts, budget));
}

/** Returns the composite from cached parts, however old. Never makes a call. */
export function readCachedComposite(desk: Services, asked: Cached): Promise<CompositeReply> {
  const { caller, isNewCookie } = asked;
  return compose(desk, asked, (parts) =>
    Promise.all(
      parts.map((wanted) => readCached(desk, { ...wanted, caller, isNewCookie, isCounted: true })),
    ),
  );
}

type Parts = readonly SymbolWanted[];

async function compose(
  desk: Services,
  asked: Cached,
  ask: (parts: Parts, budget: StoreBudget) => Promise<SnapshotReply[]>,
): Promise<CompositeReply> {
  const { composite, symbol } = asked;
  const budget = createStoreBudget(desk.clock);
  const parts = COMPOSITE_PARTS[composite]
    .map((resource) => wantedOf(resource, symbol))
    .filter((wanted) => desk.upstream.jobFor(wanted) !== null);
  try {
    const flood = await countRequest(desk, asked, budget);
    if (flood) {
      countAsk({ ...asked, desk, resource: composite }, "denied");
      return flood;
    }
    const replies = await ask(parts, budget);
    const quota = await readQuotaOrNone(desk, budget, replies.some(isLanding) ? 0 : undefined);
    return composeAnswer(desk, { composite, symbol, parts, replies, quota });
  } catch (error) {
    if (!(error instanceof StoreFault)) throw error;
    const replies = await Promise.all(
      parts.map((wanted) => lastSeen(desk, { ...asked, ...wanted }, budget)),
    );
    const quota = quotaOf(desk, null);
    return composeAnswer(desk, { composite, symbol, parts, replies, quota });
  }
}

function isLanding(reply: SnapshotReply): boolean {
  return reply.kind === "snapshot" && reply.snapshot.source === "upstream";
}

/** Without the store: uses this process's last copies. */
function lastSeen(
  desk: Services,
  part: SymbolWanted & Pick<Cached, "caller">,
  budget: StoreBudget,
): Promise<SnapshotReply> {
  const known = desk.lastKnown.recall(desk.upstream.jobFor(part)?.key ?? "");
  countAsk({ ...part, desk }, known?.snapshot ? "stale" : "denied");
  return staleOr({ desk, budget }, known, "store-down", failure("store-unavailable", 1_000));
}

/**
 * If nothing is cached for a symbol, requests its summary first, so that an unknown symbol costs
 * one call.
 */
async function askParts(
  desk: Services,
  asked: CompositeRequest,
  parts: Parts,
  budget: StoreBudget,
): Promise<SnapshotReply[]> {
  const endsAt = desk.clock.monotonic() + asked.waitMs;
  const priority = asked.priority ?? DEFAULT_PRIORITY[asked.composite];
  const ask = (wanted: SymbolWanted) => {
    const waitMs = Math.max(0, endsAt - desk.clock.monotonic());
    const plain = { priority, waitMs, force: false, isCounted: true };
    return requestSnapshot(desk, { ...asked, ...wanted, ...plain });
  };
  const [headline, ...others] = parts;
  if (!headline) return [];
  const { snapshot } = await budget.spend(
    desk.cache.read(desk.upstream.jobFor(headline)?.key ?? ""),
  );
  if (snapshot) return Promise.all(parts.map(ask));
  const first = await ask(headline);
  if (first.kind === "refused" && first.slug === "unknown-symbol") return parts.map(() => first);
  return [first, ...(await Promise.all(others.map(ask)))];
}
