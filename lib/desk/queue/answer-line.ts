import type { StaleReason } from "@/lib/contract/snapshot/snapshot";
import { failureRefusal } from "@/lib/desk/answer/failure-refusal";
import { closedFor, failure, type Refusal } from "@/lib/desk/answer/refusal";
import type { Services } from "@/lib/desk/base/services";
import type { EnteredPlace } from "@/lib/gate/step";
import type { EnteredLine, EnteredQueue, QueueRequest } from "./enter-queue";
import { waitInQueue } from "./wait-in-queue";

type WaitingRequest = QueueRequest & {
  desk: Pick<Services, "callers" | "clock" | "pump">;
  /** Aborts when the client disconnects or the process shuts down. */
  signal(): AbortSignal;
};

/** An answer for each way out of the queue, of a page or of a client of the proxy. */
export type LineAnswers<Answer> = {
  /** The data landed at `since` or later (store ms). `waited`: null if it was there before. */
  landed(since: number, waited: { sharedWith: number } | null): Promise<Answer>;
  /** No newer data: an old copy with the reason, or the refusal. */
  without(reason: StaleReason, refusal: Refusal): Promise<Answer> | Answer;
  /** Still in the queue when the time is up. */
  waiting(place: EnteredPlace): Answer;
};

/** Turns the gate's reply into an answer. Waits for a queued or running job. */
export async function answerLine<Answer>(
  request: WaitingRequest,
  line: EnteredQueue,
  answers: LineAnswers<Answer>,
): Promise<Answer | Refusal> {
  if (line.kind === "refused") return line;
  const { entered, gateSnapshot } = line;
  switch (entered.kind) {
    case "queued":
    case "running":
      return answerPlace(request, line, entered, answers);
    case "landed":
      return answers.landed(entered.at, null);
    case "open":
      return answers.without("breaker-open", closedFor(entered, gateSnapshot.now));
    case "negative":
      return failed(answers, failure(entered.problem, entered.untilAt - gateSnapshot.now));
    case "refused":
      return failure("queue-full", Math.max(1_000, gateSnapshot.nextSlotAt - gateSnapshot.now));
    case "absent":
    case "expired":
      return failure("internal");
    default:
      return entered satisfies never;
  }
}

async function answerPlace<Answer>(
  request: WaitingRequest,
  line: EnteredLine,
  place: EnteredPlace,
  answers: LineAnswers<Answer>,
): Promise<Answer> {
  const { desk, job, waitMs } = request;
  const { ask, gateSnapshot } = line;
  const quote = gateSnapshot.quotes.get(place.job);
  const waited = await waitInQueue(desk, { ask, place, quote, waitMs, signal: request.signal() });
  switch (waited.end) {
    case "landed":
      return answers.landed(place.since, { sharedWith: waited.sharedWith });
    case "failed":
      return failed(answers, failureRefusal(desk, job, waited.problem));
    case "store-down":
      return failed(answers, failure("store-unavailable", 1_000));
    case "breaker-open":
      if (place.new && waited.isLast) await cancelPlace(request, line, place);
      return answers.without("breaker-open", closedFor(waited.breaker, waited.now));
    case "waiting":
      return answers.waiting(place);
    default:
      return waited satisfies never;
  }
}

function failed<Answer>({ without }: LineAnswers<Answer>, refusal: Refusal) {
  return without(refusal.slug === "store-unavailable" ? "store-down" : "upstream-error", refusal);
}

/**
 * Cancels the ticket that this request created and returns its permits. An older ticket
 * stays: its owner may read it from elsewhere, and it expires with its lease.
 */
async function cancelPlace(
  request: WaitingRequest,
  { giveBack }: EnteredLine,
  { ticket }: EnteredPlace,
) {
  const { desk, job, budget } = request;
  await budget.spendInTurn(desk.pump.cancel({ key: job.key, ticket }));
  await giveBack?.();
}
