import type { StepReply } from "@/lib/gate/step";
import { LANES, type Lane } from "./lanes";

/** What the ledger reads of a step's reply as the script wrote it: an empty list is `{}` there. */
export type ReplyReading = {
  breaker: StepReply["summary"]["breaker"]["state"];
  waiting: { job: number; lane: Lane; tickets: number }[];
  grants: StepReply["grants"];
  /** Whether an ask of this step made a job. */
  madeJob: boolean;
};

export function readReply({ summary, grants, entered }: StepReply): ReplyReading {
  return {
    breaker: summary.breaker.state,
    waiting: listOf(summary.line).map(([job, lane, tickets]) => ({
      ...{ job, tickets },
      lane: LANES[lane - 1] ?? "batch",
    })),
    grants: listOf(grants),
    madeJob: listOf(entered).some((answer) => "new" in answer && answer.new),
  };
}

const listOf = <T>(list: T[]): T[] => (Array.isArray(list) ? list : []);
