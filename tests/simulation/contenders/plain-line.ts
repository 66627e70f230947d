import { momentOf } from "@/lib/clock";
import type { Gate } from "@/lib/gate/create-gate";
import type { SummaryRow } from "@/lib/gate/reply/summary";
import type { WindowState } from "@/lib/gate/reply/window-state";
import { emptyStep, type Grant, type Step, type StepReply } from "@/lib/gate/step";
import { storePolicy } from "@/lib/policy";
import { StoreFault } from "@/lib/store-fault";
import type { Process } from "../faults/process";
import { LANES, laneOf } from "../workloads/lanes";
import type { Contender, Ground } from "./contender";

/** Whether a process may make a call now. If so, the call is counted. */
export type MayGo = (process: Process) => Promise<boolean>;

/** Creates a contender: a limiter behind a plain queue. */
export function behindPlainLine(name: string, start: (ground: Ground) => MayGo): Contender {
  return {
    name,
    rewrite: (text) => text,
    // Its queue does not wait for the callers of a dead process, so it needs less time than ours.
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

/** A first-come, first-served queue of jobs that all processes share and that is never lost. */
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
      kind: "done",
      now,
      sequence,
      lostAt: 0,
      grants,
      entered,
      sleepUntil,
      summary,
      mine: [],
      detail: { slots: [], jobs: [] },
    };
    const { credential } = process.deployment;
    const noCaller = {
      lost: false,
      instance: "",
      request: "",
      configuration: { hold: 0 },
      kinds: [],
    };
    ledger.stepped({ ...step, ...noCaller, credential }, reply);
    return reply;
  };
}

function summaryOf(
  waiting: Map<string, Waiting>,
  underWay: Map<number, Grant>,
  now: number,
): StepReply["summary"] {
  const windowOf = (name: string): WindowState => ({
    name,
    limit: 20,
    state: "closed",
    since: now,
    length: 60_000,
    fullUntil: 0,
    used: 0,
    resetsAt: 0,
    usedNext: 0,
    taken: [],
    rampFrom: 0,
    went: 0,
    outsideAt: 0,
    steps: 0,
  });
  const line = [...waiting.values()].map(
    (job): SummaryRow => ({
      job: job.id,
      score: job.since,
      rank: job.since,
      lane: job.lane,
      charges: [],
      tickets: 1,
      hasMaker: true,
    }),
  );
  const flights = [...underWay.keys()].map((job) => ({ job, grantedAt: now, tickets: 1 }));
  const windows = { account: windowOf("account") };
  const grants = { lastGrantAt: 0, lastBatchAt: 0, lastOverdueAt: 0, reserve: 0 };
  return {
    window: 60_000,
    main: "account",
    latency: 500,
    fullUntil: 0,
    ...grants,
    slots: [],
    shares: [],
    line,
    flights,
    windows,
    refusals: [],
  };
}

function gateBefore(line: Line, { network }: Ground, process: Process): Gate {
  return {
    startRun: () => undefined,
    async step(wanted) {
      const askedAt = momentOf(process.clock);
      const step = { ...emptyStep, ...wanted };
      const silence = () => new StoreFault("timeout");
      const take = () => line(step, process);
      const reply = await network.request(process, take, storePolicy.firstTryMs, silence);
      return { ...reply, askedAt, clockJumped: false, unseenMs: 0 };
    },
  };
}
