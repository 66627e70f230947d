import { Ratelimit } from "@upstash/ratelimit";
import { vi } from "vitest";
import type { Gate } from "@/lib/gate/create-gate";
import { emptyStep, type Grant, type Step, type StepReply } from "@/lib/gate/step";
import { storePolicy } from "@/lib/policy";
import { StoreFault } from "@/lib/redis/store";
import type { Contender, Ground } from "./contender";
import type { Process } from "./process";

/** The class as everybody uses it, for the grants; a plain line in front of it. */
export const upstashSlidingWindow: Contender = {
  name: "Ratelimit.slidingWindow",
  rewrite: (text) => text,
  start(ground) {
    const ratelimit = new Ratelimit({
      redis: ground.store.redis,
      limiter: Ratelimit.slidingWindow(20, "60 s"),
      ephemeralCache: false,
      timeout: 0,
      prefix: "gammagate:sliding",
    });
    const line = createLine(ground, async () => {
      vi.setSystemTime(ground.shared.now());
      return (await ratelimit.limit("upstream")).success;
    });
    return (process) => gateBefore(line, ground, process);
  },
};

type Line = (step: Step, now: number) => Promise<StepReply>;

/** Jobs first come, first served; shared by all processes; nothing of it is ever lost. */
function createLine({ ledger }: Ground, mayGo: () => Promise<boolean>): Line {
  const waiting = new Map<string, { id: number; since: number }>();
  const underWay = new Map<number, Grant>();
  let sequence = 0;

  async function claim(room: number, now: number): Promise<Grant[]> {
    const [next] = waiting;
    if (!next || room === 0 || !(await mayGo())) return [];
    const [key, { since }] = next;
    waiting.delete(key);
    sequence += 1;
    const request = String(sequence);
    const grant = { grant: sequence, request, key, grantedAt: now, caller: "", since, attempt: 1 };
    underWay.set(sequence, grant);
    return [grant];
  }

  return async (step, now) => {
    for (const { grant, job } of step.settle) {
      const call = underWay.get(grant);
      underWay.delete(grant);
      if (call && job === "again") waiting.set(call.key, { id: grant, since: call.since });
    }
    const entered: StepReply["entered"] = step.enter.map(({ key }) => {
      const running = [...underWay.values()].find((call) => call.key === key);
      const job = waiting.get(key) ?? { id: running?.grant ?? ++sequence, since: now };
      if (!running) waiting.set(key, job);
      const kind = running ? "running" : "queued";
      return { kind, ticket: job.id, job: job.id, since: job.since, new: false };
    });
    const grants = await claim(step.room, now);
    const summary = summaryOf(waiting, underWay, now);
    const sleepUntil = waiting.size > 0 ? now + (grants.length > 0 ? 250 : 1_000) : 0;
    const reply: StepReply = {
      ...{ kind: "done", now, sequence, lostAt: 0, grants, entered, sleepUntil, summary, mine: [] },
    };
    const sent = { ...step, instance: "", request: "", configuration: { hold: 0 } };
    ledger.stepped({ ...sent, settle: [] }, reply);
    return reply;
  };
}

function summaryOf(
  waiting: Map<string, { id: number }>,
  underWay: Map<number, Grant>,
  now: number,
): StepReply["summary"] {
  const breaker = { state: "closed", untilAt: 0, reason: "", since: now } as const;
  const line: StepReply["summary"]["line"] = [...waiting.values()].map(({ id }) => [id, 2, 1, 0]);
  const flights: StepReply["summary"]["flights"] = [...underWay.keys()].map((id) => [id, now, 1]);
  const window = { limit: 20, window: 60_000, latency: 500, fullUntil: 0, reserve: 0 };
  const grants = { lastGrantAt: 0, lastBatchAt: 0, lastOverdueAt: 0 };
  return { ...window, ...grants, slots: [], line, flights, breaker };
}

function gateBefore(line: Line, { network, shared }: Ground, process: Process): Gate {
  return {
    startRun: () => undefined,
    async step(wanted) {
      const askedAt = process.clock.monotonic();
      const step = { ...emptyStep, ...wanted };
      const silence = () => new StoreFault("timeout");
      const take = () => line(step, shared.now());
      const reply = await network.request(process, take, storePolicy.firstTryMs, silence);
      return { ...reply, askedAt, clockJumped: false };
    },
  };
}
