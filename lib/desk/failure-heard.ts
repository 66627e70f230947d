import type { Job } from "@/lib/contract/job";
import type { ProblemSlug } from "@/lib/contract/problem";
import type { Look } from "@/lib/gate/look";
import type { DeskParts } from "./parts";
import { failure, type Refusal } from "./refusal";

/**
 * A failure that was heard of while waiting, with the time after which it is worth asking again, as
 * the last look at the gate has it.
 */
export function failureHeard(
  { pump }: Pick<DeskParts, "pump">,
  job: Pick<Job, "window">,
  problem: ProblemSlug,
): Refusal {
  return failure(problem, retryInMs(pump.lastLook(Number.POSITIVE_INFINITY), job, problem));
}

/** The least that is told; an instance is back with its store within a little more. */
const SOON_MS = 1_000;

function retryInMs(
  look: Look | null,
  { window }: Pick<Job, "window">,
  problem: ProblemSlug,
): number | undefined {
  switch (problem) {
    case "store-unavailable":
      return SOON_MS;
    case "queue-full":
      return look ? Math.max(SOON_MS, look.nextSlotAt - look.now) : SOON_MS;
    case "breaker-open": {
      if (!look) return SOON_MS;
      const { account, [window]: own } = look.summary.windows;
      return Math.max(SOON_MS, ...[account, own].map(({ untilAt }) => untilAt - look.now));
    }
    default:
      return undefined;
  }
}
