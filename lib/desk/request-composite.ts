/**
 * A composite is read from parts, each with its own copy, call and age. Only parts that are missing
 * or stale are asked for, by the request verb and at the composite's priority; every part that is
 * not there is named.
 */
import { COMPOSITE_PARTS } from "@/lib/contract/composite";
import { type Composite, DEFAULT_PRIORITY } from "@/lib/contract/resource";
import { nameWanted, type Wanted } from "@/lib/contract/wanted";
import { type CompositeReply, composeAnswer } from "./compose-answer";
import { countRequest } from "./count-request";
import { noteAsk } from "./note-ask";
import type { DeskParts } from "./parts";
import { readCached } from "./read-cached";
import { quotaOf, readQuotaOrNone } from "./read-quota";
import { failure } from "./refusal";
import { staleOr } from "./reply-with";
import type { SnapshotReply, SnapshotRequest } from "./request";
import { requestSnapshot } from "./request-snapshot";
import { createStoreBudget, isStoreFault, type StoreBudget } from "./store-budget";

type Cached = Pick<SnapshotRequest, "caller" | "isNewCookie"> & {
  composite: Composite;
  symbol: string;
};
export type CompositeRequest = Cached & Pick<SnapshotRequest, "priority" | "waitMs" | "signal">;

/**
 * The figures of a composite's parts, each with its age or the reason why it is missing. Costs a call
 * for each part that is missing or stale, and one for a symbol that the upstream does not know.
 */
export function requestComposite(
  desk: DeskParts,
  asked: CompositeRequest,
): Promise<CompositeReply> {
  return compose(desk, asked, (parts, budget) => askParts(desk, asked, parts, budget));
}

/** What is at hand of a composite, however old. Never spends. */
export function readCachedComposite(desk: DeskParts, asked: Cached): Promise<CompositeReply> {
  const { caller, isNewCookie } = asked;
  return compose(desk, asked, (parts) =>
    Promise.all(
      parts.map((wanted) => readCached(desk, { ...wanted, caller, isNewCookie, isCounted: true })),
    ),
  );
}

type Parts = readonly Wanted[];

async function compose(
  desk: DeskParts,
  asked: Cached,
  ask: (parts: Parts, budget: StoreBudget) => Promise<SnapshotReply[]>,
): Promise<CompositeReply> {
  const { composite, symbol } = asked;
  const budget = createStoreBudget(desk.clock);
  const parts = COMPOSITE_PARTS[composite]
    .flatMap((resource) => nameWanted(resource, symbol) ?? [])
    .filter((wanted) => desk.upstream.jobFor(wanted) !== null);
  try {
    const flood = await countRequest(desk, asked, budget);
    if (flood) {
      noteAsk({ ...asked, desk, resource: composite }, "denied");
      return flood;
    }
    const replies = await ask(parts, budget);
    const quota = await readQuotaOrNone(desk, budget, replies.some(isLanding) ? 0 : undefined);
    return composeAnswer(desk, { composite, symbol, parts, replies, quota });
  } catch (error) {
    if (!isStoreFault(error)) throw error;
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

/** Without the store: the copy this instance saw last. */
function lastSeen(
  desk: DeskParts,
  part: Wanted & Pick<Cached, "caller">,
  budget: StoreBudget,
): Promise<SnapshotReply> {
  const known = desk.lastKnown.recall(desk.upstream.jobFor(part)?.key ?? "");
  noteAsk({ ...part, desk }, known?.snapshot ? "stale" : "denied");
  return staleOr({ desk, budget }, known, "store-down", failure("store-unavailable", 1_000));
}

/** A symbol of which nothing is cached is first asked for its headline: an unknown one costs one call. */
async function askParts(
  desk: DeskParts,
  asked: CompositeRequest,
  parts: Parts,
  budget: StoreBudget,
): Promise<SnapshotReply[]> {
  const endsAt = desk.clock.monotonic() + asked.waitMs;
  const priority = asked.priority ?? DEFAULT_PRIORITY[asked.composite];
  const ask = (wanted: Wanted) => {
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
