import { mainOf } from "@/lib/contract/quota/window-use";
import type { WindowState } from "@/lib/gate/reply/window-state";
import type { StepReply } from "@/lib/gate/step";
import { LANES, type Lane } from "../workloads/lanes";

/** The parts of a step's reply that the ledger reads. */
export type ReplyReading = {
  breaker: WindowState["state"];
  waiting: { job: number; lane: Lane; tickets: number }[];
  grants: StepReply["grants"];
  /** Whether a request of this step created a job. */
  madeJob: boolean;
};

export function readReply({ summary, grants, entered }: StepReply): ReplyReading {
  return {
    breaker: mainOf(summary).state,
    waiting: summary.line.map(({ job, lane, tickets }) => ({
      job,
      tickets,
      lane: LANES[lane - 1] ?? "batch",
    })),
    grants,
    madeJob: entered.some((answer) => "new" in answer && answer.new),
  };
}
