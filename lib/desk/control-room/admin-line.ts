import type { LineRow, Slot } from "@/lib/contract/admin/dashboard-line";
import type { Lane } from "@/lib/contract/queue/priority";
import { ownWindowOf } from "@/lib/contract/quota/window-use";
import { waitSeconds } from "@/lib/desk/queue/wait-seconds";
import type { DetailedGateSnapshot } from "@/lib/gate/gate-snapshot";
import type { Detail } from "@/lib/gate/quote/detail";
import type { AdminParts } from "./admin-parts";
import { whyWaiting } from "./why-waiting";

type DetailedJob = Detail["line"][number];

const LANES: readonly Lane[] = ["interactive", "standard", "batch"];
/** Returns the lane for the number that the gate uses. */
export const laneAt = (place: number): Lane => LANES[place - 1] ?? "batch";
const iso = (ms: number) => new Date(ms).toISOString();
const inSeconds = (ms: number) => Math.round(ms / 10) / 100;

/** Lists the slots that count now, oldest grant first. */
export function slotsOf(parts: AdminParts, { detail, now, summary }: DetailedGateSnapshot): Slot[] {
  return detail.slots
    .filter(({ freesAt }) => freesAt > now)
    .toSorted((one, other) => one.grantedAt - other.grantedAt)
    .map((slot) => ({
      grantedAt: iso(slot.grantedAt),
      freesAt: iso(slot.likelyFreesAt),
      isCertain: slot.state !== "under-way",
      ...parts.nameCaller(slot.caller),
      ...nameJob(parts, slot.key),
      window: ownWindowOf(summary, slot.charges),
      state: slot.state,
    }));
}

/** Lists the queue in calling order, with the parts of each score and the reason for each wait. */
export function lineOf(parts: AdminParts, gateSnapshot: DetailedGateSnapshot): LineRow[] {
  return gateSnapshot.detail.line.map((job) => {
    const quote = gateSnapshot.quotes.get(job.job);
    return {
      position: quote?.position ?? 0,
      ...nameJob(parts, job.key),
      priority: job.priority,
      lane: laneAt(job.lane),
      window: ownWindowOf(gateSnapshot.summary, job.charges),
      tries: job.tries,
      score: scoreOf(job),
      estimatedWaitSeconds: waitSeconds(quote?.waitMs ?? 0),
      ...whyWaiting(gateSnapshot, job, quote?.position ?? 0),
      tickets: job.tickets.map(({ ticket, caller, lane, leaseEndsAt }) => ({
        ticket: String(ticket),
        ...parts.nameCaller(caller),
        lane: laneAt(lane),
        leaseEndsAt: iso(leaseEndsAt),
      })),
    };
  });
}

/** Names the resource of a stored key. For another API's key: its path. */
export function nameJob(
  { desk }: Pick<AdminParts, "desk">,
  key: string,
): { endpoint: string; symbol: string } {
  const job = desk.upstream.jobOf(key);
  if (job) return { endpoint: job.resource, symbol: job.symbol };
  return { endpoint: key.replace(/\?.*$/, ""), symbol: "" };
}

function scoreOf({ score, enteredAt, priority, priorityMs, restMs, jobsBefore }: DetailedJob) {
  const base = `priority ${priority}: ${signedSeconds(priorityMs)}`;
  const rest =
    jobsBefore === null
      ? `later request or new window: ${signedSeconds(restMs)}`
      : jobsBefore === 0
        ? "no earlier jobs"
        : `${jobsBefore} earlier ${jobsBefore === 1 ? "job" : "jobs"}: ${signedSeconds(restMs)}`;
  return {
    dueAt: iso(score),
    enteredAt: iso(enteredAt),
    prioritySeconds: inSeconds(priorityMs),
    turnSeconds: inSeconds(restMs),
    sentence: `${base} · ${rest}`,
  };
}

/** `+80s`, `−3.5s`. */
function signedSeconds(ms: number): string {
  return `${ms < 0 ? "−" : "+"}${inSeconds(Math.abs(ms))}s`;
}
