/**
 * The gate: the only code that grants an upstream call.
 *
 * Invariants: every decision is one step, atomic in the store, by the store's clock; a step has an
 * id, so that replaying it returns the same grant; without the store there is no grant.
 */
import { createHash, randomUUID } from "node:crypto";
import type { Clock } from "@/lib/clock";
import { gatePolicy, storePolicy } from "@/lib/policy";
import { defineScript } from "@/lib/redis/script";
import { type Store, StoreFault } from "@/lib/redis/store";
import { holdOf } from "./hold";
import type { LimitSchedule, LimitsAround } from "./limit-schedule";
import { storeClockLua } from "./script/clock.lua";
import { composeStep } from "./script/step.lua";
import { emptyStep, type Step, type StepReply, stepReplySchema } from "./step";

export type GateConfiguration = {
  limitsAround: LimitsAround;
  windowMs: number;
  /** The upstream's own deadline: part of `hold`, which no arrival outlives. */
  upstreamTimeoutMs: number;
  queueCapacity: number;
  /** Slots that batch jobs leave free; at most a fifth of the limit. */
  reserve: number;
  /** The demo market only: a state never seen before is empty, not full. */
  startsEmpty: boolean;
};

export type GateReply = StepReply & {
  /** `clock.monotonic()` before the step was sent: grants are measured from here. */
  askedAt: number;
  /** The store's clock ran ahead of the elapsed time: its grants must not be used. */
  clockJumped: boolean;
};

export type Gate = {
  /** Takes one step. Throws StoreFault; a step that failed so may or may not have happened. */
  step(step: Partial<Step>): Promise<GateReply>;
  /** Forgets the clock comparison: elapsed time is only trusted within one run of a pump. */
  startRun(): void;
};

type Parts = {
  store: Store;
  key: string;
  configuration: GateConfiguration;
  clock: Clock;
  /** Called with every reply before its grants are handed out; the embedded store keeps its state. */
  afterStep?: () => Promise<void>;
  /** Tests pass virtual time. */
  clockLua?: string;
};

export function createGate({ store, key, configuration, clock, afterStep, clockLua }: Parts): Gate {
  const script = defineScript(composeStep(clockLua ?? storeClockLua));
  const instance = createHash("sha256").update(randomUUID()).digest("base64url").slice(0, 8);
  const fixed = fixedArguments(configuration, instance);
  let sequence = 0;
  let lost = false;
  let lastLook: { now: number; sentAt: number } | null = null;
  let lastReply: { now: number; receivedAt: number } | null = null;

  /** As it must be by now; before the first reply this instance's own clock has to do. */
  const storeNow = (at: number) =>
    lastReply ? lastReply.now + (at - lastReply.receivedAt) : clock.now();

  /** The first try, then one replay with the same id: a time-out means unknown. */
  async function run(argument: string): Promise<unknown> {
    const startedAt = clock.monotonic();
    try {
      return await store.run(script, [key], [argument], storePolicy.firstTryMs);
    } catch (fault) {
      if (!isUnknown(fault)) throw fault;
      const left = storePolicy.requestBudgetMs - (clock.monotonic() - startedAt);
      return store.run(script, [key], [argument], Math.max(left, 1));
    }
  }

  async function take(step: Step): Promise<GateReply> {
    const seen = Math.max(sequence, step.seen);
    const sentAt = clock.monotonic();
    const schedule = scheduleArguments(configuration.limitsAround(storeNow(sentAt)));
    const argument = JSON.stringify({
      ...{ ...fixed, configuration: { ...fixed.configuration, ...schedule } },
      ...{ ...step, seen, lost, request: randomUUID() },
    });
    const reply = parseReply(await run(argument));
    lost = ranAhead(lastLook, reply.now, clock.monotonic());
    sequence = Math.max(sequence, reply.sequence);
    lastLook = { now: reply.now, sentAt };
    lastReply = { now: reply.now, receivedAt: clock.monotonic() };
    // A state that could not be kept is a store that takes no writes: its grants stay unused.
    await afterStep?.().catch(() => {
      throw new StoreFault("readonly");
    });
    return { ...reply, askedAt: sentAt, clockJumped: lost };
  }

  return {
    startRun: () => {
      lastLook = null;
    },
    async step(wanted) {
      const reply = await take({ ...emptyStep, ...wanted });
      // Told at once: nobody may be granted what only seems to have become free.
      if (reply.clockJumped) await take(emptyStep).catch(() => undefined);
      return reply;
    },
  };
}

function fixedArguments(configuration: GateConfiguration, instance: string) {
  const { windowMs, queueCapacity, reserve, startsEmpty } = configuration;
  const hold = holdOf(configuration.upstreamTimeoutMs);
  return {
    instance,
    configuration: { window: windowMs, hold, reserve, startsEmpty },
    jobs: queueCapacity,
    tickets: queueCapacity * (gatePolicy.ticketsMax / gatePolicy.jobsMax),
    newcomers: Math.min(gatePolicy.placesForNewcomers, Math.floor(queueCapacity / 5)),
    negative: gatePolicy.negativeAnswerMs,
    usualLatency: gatePolicy.usualLatencyMs,
    configurationMemory: gatePolicy.configurationMemoryMs,
  };
}

function scheduleArguments({ configured, rows, endsAt }: LimitSchedule) {
  const schedule = rows.map(({ from, ...limits }) => [
    from,
    limits.account,
    limits.realtime,
    limits.expensive,
  ]);
  return { limit: configured, schedule, scheduleEnds: endsAt };
}

function isUnknown(fault: unknown): boolean {
  return (
    fault instanceof StoreFault && (fault.reason === "timeout" || fault.reason === "unreachable")
  );
}

/** Over a second more passed on the store's clock than between sending the earlier look and now. */
function ranAhead(
  earlier: { now: number; sentAt: number } | null,
  storeNow: number,
  receivedAt: number,
): boolean {
  if (!earlier) return false;
  return storeNow - earlier.now > receivedAt - earlier.sentAt + gatePolicy.clockToleranceMs;
}

function parseReply(raw: unknown): StepReply {
  const parsed = stepReplySchema.safeParse(typeof raw === "string" ? JSON.parse(raw) : raw);
  if (!parsed.success) throw new StoreFault("refused");
  // Older code that meets a newer state makes no call.
  if (parsed.data.kind === "newer-schema") throw new StoreFault("newer-schema");
  return parsed.data;
}
