import type { CacheReading } from "@/lib/cache/cache";
import type { EnteredPlace } from "@/lib/gate/step";
import { type EnteredLine, giveBack } from "./enter-line";
import { failureHeard } from "./failure-heard";
import { holdsLanding, type Presentation } from "./present-snapshot";
import { quotaOf } from "./read-quota";
import { closedFor, failure, type Refusal } from "./refusal";
import { replyWith, staleOr } from "./reply-with";
import type { Request, SnapshotReply } from "./request";
import { ticketOf } from "./ticket-view";
import { waitInLine } from "./wait-in-line";

type InLine = Extract<EnteredLine, { kind: "entered" }>;

/** What the gate said of the ask, as an answer; in line it is waited for. */
export async function answerEntered(
  request: Request,
  reading: CacheReading,
  line: EnteredLine,
): Promise<SnapshotReply> {
  if (line.kind === "refused") return line;
  const { entered, look } = line;
  switch (entered.kind) {
    case "queued":
    case "running":
      return answerPlace(request, reading, line, entered);
    case "landed":
      return readLanded(request, entered.at, { source: "cache" });
    case "open":
      return staleOr(
        request,
        reading,
        "breaker-open",
        closedFor(entered.reason, entered.untilAt - look.now),
      );
    case "negative":
      return afterFailure(request, reading, failure(entered.problem, entered.untilAt - look.now));
    case "refused":
      return failure("queue-full", Math.max(1_000, look.nextSlotAt - look.now));
    case "absent":
    case "expired":
      return failure("internal");
    default:
      return entered satisfies never;
  }
}

async function answerPlace(
  request: Request,
  reading: CacheReading,
  line: InLine,
  place: EnteredPlace,
): Promise<SnapshotReply> {
  const { desk, waitMs, job } = request;
  const { ask, look } = line;
  const quote = look.quotes.get(place.job);
  const waited = await waitInLine(desk, { ask, place, quote, waitMs, signal: request.signal() });
  switch (waited.end) {
    case "landed":
      return readLanded(request, place.since, {
        source: "upstream",
        sharedWith: waited.sharedWith,
      });
    case "failed":
      return afterFailure(request, reading, failureHeard(desk, job, waited.problem));
    case "store-down": {
      const known = desk.lastKnown.recall(job.key);
      return staleOr(request, known, "store-down", failure("store-unavailable", 1_000));
    }
    case "breaker-open":
      if (place.new && waited.isLast) await leave(request, line, place);
      return staleOr(request, reading, "breaker-open", closedFor(waited.reason, waited.retryInMs));
    case "waiting": {
      const quota = quotaOf(desk, desk.pump.lastLook(Number.POSITIVE_INFINITY));
      return { kind: "in-line", ticket: ticketOf(request, reading, place), quota };
    }
    default:
      return waited satisfies never;
  }
}

/**
 * Gives up the place that this very request made, and with it the interval taken for it. A place that
 * was there before is its holder's, who may look again from elsewhere: it ends with its lease.
 */
async function leave(request: Request, { takenAt }: InLine, { ticket }: EnteredPlace) {
  const { desk, job, budget } = request;
  await budget.spendInTurn(desk.pump.leave({ key: job.key, ticket }));
  if (takenAt !== undefined) await giveBack(request, takenAt);
}

/** An answer that only the store could not keep is still here, if this instance made the call. */
function afterFailure(
  request: Request,
  reading: CacheReading,
  refusal: Refusal,
): Promise<SnapshotReply> {
  if (refusal.slug !== "store-unavailable") {
    return staleOr(request, reading, "upstream-error", refusal);
  }
  const known = request.desk.lastKnown.recall(request.job.key);
  return staleOr(request, known ?? reading, "store-down", refusal);
}

/**
 * The copy that landed at `since` or later, store ms; if the store has lost it meanwhile, the last one
 * seen here, as an old one.
 */
async function readLanded(
  request: Request,
  since: number,
  presentation: Presentation,
): Promise<SnapshotReply> {
  const { desk, job, budget } = request;
  const reading = await budget.spendInTurn(desk.cache.read(job.key));
  desk.lastKnown.remember(job.key, reading);
  // The store's clock went back meanwhile: by the new one whatever is there landed since.
  const isFromBefore = since > reading.now;
  if (holdsLanding(reading, isFromBefore ? 0 : since)) {
    return replyWith(request, reading, presentation);
  }
  return staleOr(
    request,
    desk.lastKnown.recall(job.key),
    "store-down",
    failure("store-unavailable", 1_000),
  );
}
