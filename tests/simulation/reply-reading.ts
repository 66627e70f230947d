import type { StepReply } from "@/lib/gate/step";
import type { WindowState } from "@/lib/gate/summary";
import { LANES, type Lane } from "./lanes";

/** What the ledger reads of a step's reply. */
export type ReplyReading = {
  breaker: WindowState["state"];
  waiting: { job: number; lane: Lane; tickets: number }[];
  grants: StepReply["grants"];
  /** Whether an ask of this step made a job. */
  madeJob: boolean;
};

export function readReply({ summary, grants, entered }: StepReply): ReplyReading {
  return {
    breaker: summary.windows.account.state,
    waiting: summary.line.map(({ job, lane, tickets }) => ({
      ...{ job, tickets },
      lane: LANES[lane - 1] ?? "batch",
    })),
    grants,
    madeJob: entered.some((answer) => "new" in answer && answer.new),
  };
}
