import type { WindowName } from "@/lib/contract/quota";
import type { Gate } from "@/lib/gate/create-gate";
import { emptyStep, type Grant, type Step, type StepReply } from "@/lib/gate/step";
import type { LineRow, WindowState } from "@/lib/gate/summary";
import { storePolicy } from "@/lib/policy";
import { StoreFault } from "@/lib/redis/store";
import type { Contender, Ground } from "./contender";
import { LANES, laneOf } from "./lanes";
import type { Process } from "./process";

/** Whether a call may go now, as one process sees it; it is counted as gone. */
export type MayGo = (process: Process) => Promise<boolean>;

/** A limiter for the grants, and a plain line in front of it. */
export function behindPlainLine(name: string, start: (ground: Ground) => MayGo): Contender {
  return {
    name,
    rewrite: (text) => text,
    // Its line forgets whom a dead process served: no need to wait for them as long as for ours.
    drainMs: 5 * 60_000,
    start(ground) {
      const line = createLine(ground, start(ground));
      return (process) => gateBefore(line, ground, process);
    },
  };
}

type Line = (step: Step, process: Process) => Promise<StepReply>;
type Waiting = { id: number; since: number; caller: string; lane: number };

const laneNumber = (priority: number) => LANES.indexOf(laneOf(priority)) + 1;

/** Jobs first come, first served; shared by all processes; nothing of it is ever lost. */
function createLine({ ledger, shared }: Ground, mayGo: MayGo): Line {
  const waiting = new Map<string, Waiting>();
  const underWay = new Map<number, Grant & { lane: number }>();
  let sequence = 0;

  async function claim(room: number, process: Process): Promise<Grant[]> {
    if (waiting.size === 0 || room === 0 || !(await mayGo(process))) return [];
    const [next] = waiting;
    if (!next) return [];
    const [key, { since, caller, lane }] = next;
    waiting.delete(key);
    sequence += 1;
    const request = String(sequence);
    const grant = { grant: sequence, request, key, grantedAt: shared.now(), caller, since };
    const granted = { ...grant, attempt: 1, priority: lane * 3 };
    underWay.set(sequence, { ...granted, lane });
    return [granted];
  }

  return async (step, process) => {
    const now = shared.now();
    for (const { grant, job } of step.settle) {
      const call = underWay.get(grant);
      underWay.delete(grant);
      if (call && job === "again") waiting.set(call.key, { ...call, id: grant });
    }
    const entered: StepReply["entered"] = step.enter.map(({ key, caller, priority }) => {
      const running = [...underWay.values()].find((call) => call.key === key);
      const id = running?.grant ?? sequence + 1;
      const isThere = waiting.has(key);
      const job = waiting.get(key) ?? { id, since: now, caller, lane: laneNumber(priority) };
      sequence = Math.max(sequence, job.id);
      if (!running) waiting.set(key, job);
      const kind = running ? "running" : "queued";
      const place = { ticket: job.id, job: job.id, since: job.since, priority };
      return { kind, ...place, new: !running && !isThere };
    });
    const grants = await claim(step.room, process);
    const summary = summaryOf(waiting, underWay, now);
    const sleepUntil = waiting.size > 0 ? now + (grants.length > 0 ? 250 : 1_000) : 0;
    const reply: StepReply = {
      ...{ kind: "done", now, sequence, lostAt: 0, grants, entered, sleepUntil, summary, mine: [] },
      detail: { slots: [], jobs: [] },
    };
    ledger.stepped(
      { ...step, lost: false, instance: "", request: "", configuration: { hold: 0 } },
      reply,
    );
    return reply;
  };
}

function summaryOf(
  waiting: Map<string, Waiting>,
  underWay: Map<number, Grant>,
  now: number,
): StepReply["summary"] {
  const windowOf = (name: WindowName): WindowState => ({
    ...{ name, limit: 20, state: "closed", reason: "", since: now, untilAt: 0, probedAt: 0 },
    ...{ stoppedAt: 0, rampFrom: 0, went: 0, outsideAt: 0, steps: 0 },
  });
  const line = [...waiting.values()].map(
    (job): LineRow => ({
      ...{ job: job.id, score: job.since, rank: job.since, lane: job.lane },
      ...{ window: "account", tickets: 1 },
    }),
  );
  const flights = [...underWay.keys()].map((job) => ({ job, grantedAt: now, tickets: 1 }));
  const windows = {
    ...{ account: windowOf("account"), realtime: windowOf("realtime") },
    expensive: windowOf("expensive"),
  };
  const grants = { lastGrantAt: 0, lastBatchAt: 0, lastOverdueAt: 0, reserve: 0 };
  return {
    window: 60_000,
    latency: 500,
    fullUntil: 0,
    ...grants,
    slots: [],
    line,
    flights,
    windows,
  };
}

function gateBefore(line: Line, { network }: Ground, process: Process): Gate {
  return {
    startRun: () => undefined,
    async step(wanted) {
      const askedAt = process.clock.monotonic();
      const step = { ...emptyStep, ...wanted };
      const silence = () => new StoreFault("timeout");
      const take = () => line(step, process);
      const reply = await network.request(process, take, storePolicy.firstTryMs, silence);
      return { ...reply, askedAt, clockJumped: false, unseenMs: 0 };
    },
  };
}
