import type { ProblemSlug } from "@/lib/contract/problem";
import type { Job } from "@/lib/contract/queue/job";
import { guardsOf } from "@/lib/contract/quota/window-use";
import type { Services } from "@/lib/desk/base/services";
import type { GateSnapshot } from "@/lib/gate/gate-snapshot";
import { failure, type Refusal } from "./refusal";

/**
 * Returns the refusal for a failure reported while waiting. The retry time comes from the last gate
 * snapshot.
 */
export function failureRefusal(
  { pump }: Pick<Services, "pump">,
  job: Pick<Job, "charges">,
  problem: ProblemSlug,
): Refusal {
  return failure(problem, retryInMs(pump.lastSnapshot(), job, problem));
}

/**
 * Shortest retry time we report. A process reconnects to its store within little more than this.
 */
const SOON_MS = 1_000;

function retryInMs(
  gateSnapshot: GateSnapshot | null,
  { charges }: Pick<Job, "charges">,
  problem: ProblemSlug,
): number | undefined {
  switch (problem) {
    case "store-unavailable":
      return SOON_MS;
    case "queue-full":
      return gateSnapshot ? Math.max(SOON_MS, gateSnapshot.nextSlotAt - gateSnapshot.now) : SOON_MS;
    case "breaker-open": {
      if (!gateSnapshot) return SOON_MS;
      const guards = guardsOf(gateSnapshot.summary, charges);
      const ends = guards.flatMap((guard) => ("untilAt" in guard ? guard.untilAt : []));
      return Math.max(SOON_MS, ...ends.map((untilAt) => untilAt - gateSnapshot.now));
    }
    default:
      return undefined;
  }
}
