import type { Process } from "./faults/process";
import type { Random } from "./faults/random";
import type { Schedule } from "./schedule";

/** A request, as counted by the upstream's clock. */
export type Arrival = {
  /** When it was counted, virtual ms. */
  at: number;
  key: string;
  from: string;
  /** The upstream refused its key. */
  wasRefused: boolean;
  /** Whether its sender received the answer. */
  wasReceived: boolean;
  /** When it was granted, store ms. Together with `key` this identifies the grant. */
  grantedAt: number;
  /** When the request was written to the socket, virtual ms. */
  sentAt: number;
  /** Whether a stalled upstream had queued it. */
  wasQueued: boolean;
};

/** One request in transit. */
export type Request = Pick<Arrival, "key" | "grantedAt" | "sentAt"> & {
  process: Process;
  /** Called when the request is counted. It can be answered from then on. */
  arrived(arrival: Arrival): void;
};

/** The judge: it records when each call arrived. */
export type Upstream = {
  /** Receives a request. Counts it now, or after the queued requests of a stall. */
  take(request: Request): void;
  /** Accepts requests for this time, but processes none. */
  stall(milliseconds: number): void;
  arrivals(): Arrival[];
};

/** Most time between two queued requests, ms. */
const WORKS_OFF_WITHIN_MS = 20;

export function createUpstream(schedule: Schedule, random: Random): Upstream {
  const arrivals: Arrival[] = [];
  const queue: Request[] = [];
  let stalledUntil = 0;
  let isWorking = false;

  function count({ process, arrived, ...request }: Request, wasQueued: boolean): void {
    const { name, deployment } = process;
    schedule.log(`the upstream gets ${request.key} from ${name}`);
    const arrival: Arrival = {
      ...request,
      at: schedule.now(),
      wasQueued,
      from: name,
      wasRefused: deployment.isRefused,
      wasReceived: false,
    };
    arrivals.push(arrival);
    arrived(arrival);
  }

  /** Processes the queued requests, even if their senders have left. */
  function workOff(): void {
    const stalledFor = stalledUntil - schedule.now();
    const next = stalledFor > 0 ? null : queue.shift();
    isWorking = stalledFor > 0 || next !== undefined;
    if (next) count(next, true);
    if (isWorking)
      schedule.after(stalledFor > 0 ? stalledFor : random.between(1, WORKS_OFF_WITHIN_MS), workOff);
  }

  return {
    take(request) {
      if (isWorking) queue.push(request);
      else count(request, false);
    },
    stall(milliseconds) {
      schedule.log(`the upstream stalls for ${Math.round(milliseconds)} ms`);
      stalledUntil = Math.max(stalledUntil, schedule.now() + milliseconds);
      if (!isWorking) workOff();
    },
    arrivals: () => arrivals,
  };
}
