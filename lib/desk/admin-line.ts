import type { LineRow, Slot } from "@/lib/contract/dashboard-line";
import type { Lane } from "@/lib/contract/priority";
import type { Detail } from "@/lib/gate/detail";
import type { DetailedLook } from "@/lib/gate/look";
import type { AdminParts } from "./admin-parts";
import { whyWaiting } from "./why-waiting";

type DetailedJob = Detail["line"][number];

const LANES: readonly Lane[] = ["interactive", "standard", "batch"];
/** The lane by the number that the gate gives it. */
export const laneAt = (place: number): Lane => LANES[place - 1] ?? "batch";
const iso = (ms: number) => new Date(ms).toISOString();
const inSeconds = (ms: number) => Math.round(ms / 10) / 100;

/** The slots that count now, oldest grant first. */
export function slotsOf(parts: AdminParts, { detail, now }: DetailedLook): Slot[] {
  return detail.slots
    .filter(({ freesAt }) => freesAt > now)
    .toSorted((one, other) => one.grantedAt - other.grantedAt)
    .map((slot) => ({
      grantedAt: iso(slot.grantedAt),
      freesAt: iso(slot.likelyFreesAt),
      isCertain: slot.state !== "under-way",
      ...parts.nameCaller(slot.caller),
      ...nameJob(parts, slot.key),
      window: slot.class,
      state: slot.state,
    }));
}

/** The line in the order in which it will be called, each score with its sum and each wait with its cause. */
export function lineOf(parts: AdminParts, look: DetailedLook): LineRow[] {
  return look.detail.line.map((job) => {
    const quote = look.quotes.get(job.job);
    return {
      position: quote?.position ?? 0,
      ...nameJob(parts, job.key),
      priority: job.priority,
      lane: laneAt(job.lane),
      window: job.class,
      tries: job.tries,
      score: scoreOf(job),
      estimatedWaitSeconds: inSeconds(quote?.waitMs ?? 0),
      ...whyWaiting(look, job, quote?.position ?? 0),
      tickets: job.tickets.map(({ ticket, caller, lane, leaseEndsAt }) => ({
        ticket: String(ticket),
        ...parts.nameCaller(caller),
        lane: laneAt(lane),
        leaseEndsAt: iso(leaseEndsAt),
      })),
    };
  });
}

/** What a stored key asks for; of an API that this deployment does not use, its path. */
function nameJob({ desk }: AdminParts, key: string): { endpoint: string; symbol: string } {
  const job = desk.upstream.jobOf(key);
  if (job) return { endpoint: job.resource, symbol: job.symbol };
  return { endpoint: key.replace(/\?.*$/, ""), symbol: "" };
}

function scoreOf({ score, enteredAt, priority, priorityMs, restMs, jobsBefore }: DetailedJob) {
  const base = `Priority ${priority} adds ${inSeconds(priorityMs)} s to when it entered`;
  const rest =
    jobsBefore === null
      ? `a later ask or a new window moved it by ${inSeconds(restMs)} s`
      : jobsBefore === 0
        ? "its caller had nothing else in line"
        : `${jobsBefore} earlier ${jobsBefore === 1 ? "job" : "jobs"} of its caller add ${inSeconds(restMs)} s`;
  return {
    dueAt: iso(score),
    enteredAt: iso(enteredAt),
    prioritySeconds: inSeconds(priorityMs),
    turnSeconds: inSeconds(restMs),
    sentence: `${base}; ${rest}.`,
  };
}
