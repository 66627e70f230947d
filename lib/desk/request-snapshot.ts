/**
 * One ask, from the door to the answer: cache, line (join only), interval, line, call, cache.
 * The first row of the decision table that fits is the answer.
 */
import type { CacheReading } from "@/lib/cache/cache";
import { DEFAULT_PRIORITY } from "@/lib/contract/resource";
import { answerEntered } from "./answer-entered";
import { countRequest } from "./count-request";
import { enterLine } from "./enter-line";
import { kindOf, type NoteAsk, onceNoted } from "./note-ask";
import type { DeskParts } from "./parts";
import { isFresh } from "./present-snapshot";
import { failure } from "./refusal";
import { replyWith, staleOr } from "./reply-with";
import type { Request, SnapshotReply, SnapshotRequest } from "./request";
import { createStoreBudget, isStoreFault } from "./store-budget";

export async function requestSnapshot(
  desk: DeskParts,
  asked: SnapshotRequest,
): Promise<SnapshotReply> {
  const job = desk.upstream.jobFor(asked);
  if (!job) return failure("not-offered");
  const budget = createStoreBudget(desk.clock);
  const priority = asked.priority ?? DEFAULT_PRIORITY[asked.resource];
  const request: Request = { ...asked, desk, job, budget, priority };
  const note = onceNoted(request);
  try {
    return await answer(request, note);
  } catch (error) {
    if (!isStoreFault(error)) throw error;
    const known = desk.lastKnown.recall(job.key);
    note(known?.snapshot ? "stale" : "denied");
    return staleOr(request, known, "store-down", failure("store-unavailable", 1_000));
  }
}

async function answer(request: Request, note: NoteAsk): Promise<SnapshotReply> {
  const { desk, job, budget } = request;
  const flood = await countRequest(desk, request, budget);
  if (flood) {
    note("denied");
    return flood;
  }
  const reading = await budget.spendInTurn(desk.cache.read(job.key));
  desk.lastKnown.remember(job.key, reading);
  if (isAnswer(request, reading)) {
    note("hits");
    return replyWith(request, reading, { source: "cache" });
  }
  const entered = await enterLine(request, reading);
  note(kindOf(entered, reading));
  return answerEntered(request, reading, entered);
}

/** Fresh, and not a refresh that could bring anything newer. */
function isAnswer({ force, desk }: Request, { snapshot, now }: CacheReading): boolean {
  if (!isFresh(snapshot, now)) return false;
  return !force || desk.refreshableAt(snapshot) > now;
}
