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
import { createClockWatch, type Sighting } from "./clock-watch";
import { holdOf } from "./hold";
import type { LimitSchedule, LimitsAround } from "./limit-schedule";
import { storeClockLua } from "./script/clock.lua";
import { composeStep } from "./script/step.lua";
import { emptyStep, type LateReply, type Step, type StepReply, stepReplySchema } from "./step";

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
  /** Grants are used so much later: so far its clock may have run ahead without our seeing it. */
  unseenMs: number;
};

export type Gate = {
  /** Takes one step. Throws StoreFault; a step that failed so may or may not have happened. */
  step(step: Partial<Step>): Promise<GateReply>;
  /** A pump begins to run: whether this machine slept since it last did is not known. */
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
  let lastReply: { now: number; receivedAt: number } | null = null;
  const watch = createClockWatch(configuration.windowMs);

  /** The store's time as it must be by now; null before the first reply. */
  const storeNow = (at: number) => lastReply && lastReply.now + (at - lastReply.receivedAt);

  /** The first try, then one replay with the same id: a time-out means unknown. */
  async function run(sent: object): Promise<unknown> {
    const startedAt = clock.monotonic();
    try {
      return await store.run(script, [key], [JSON.stringify(sent)], storePolicy.firstTryMs);
    } catch (fault) {
      if (!isUnknown(fault)) throw fault;
      const left = storePolicy.requestBudgetMs - (clock.monotonic() - startedAt);
      const again = JSON.stringify({ ...sent, again: true });
      return store.run(script, [key], [again], Math.max(left, 1));
    }
  }

  async function attempt(step: Step): Promise<{ reply: StepReply | LateReply; seen: Sighting }> {
    const sentAt = clock.monotonic();
    const now = storeNow(sentAt);
    // Until the store has told its time, this instance's own clock has to do for the schedule.
    const schedule = scheduleArguments(configuration.limitsAround(now ?? clock.now()));
    const sent = {
      ...{ ...fixed, configuration: { ...fixed.configuration, ...schedule } },
      ...{ ...step, seen: Math.max(sequence, step.seen), lost },
      ...{ request: randomUUID(), sentAt: Math.round(now ?? 0) },
    };
    const reply = parseReply(await run(sent));
    const receivedAt = clock.monotonic();
    lastReply = { now: reply.now, receivedAt };
    return { reply, seen: { now: reply.now, sentAt, receivedAt, wallAt: clock.now() } };
  }

  async function take(step: Step, tries = TRIES): Promise<GateReply> {
    const { reply, seen } = await attempt(step);
    const { ranAhead, unseenMs } = watch.see(seen);
    if (reply.kind === "late") {
      // Our idea of the store's time was wrong, and is right now.
      lost ||= ranAhead;
      if (tries <= 1) throw new StoreFault("timeout");
      return take(step, tries - 1);
    }
    lost = ranAhead;
    sequence = Math.max(sequence, reply.sequence);
    // A state that could not be kept is a store that takes no writes: its grants stay unused.
    await afterStep?.().catch(() => {
      throw new StoreFault("readonly");
    });
    return { ...reply, askedAt: seen.sentAt, clockJumped: ranAhead, unseenMs };
  }

  return {
    startRun: watch.startRun,
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

/** A step is taken again once when our idea of the store's time was wrong. */
const TRIES = 2;

function parseReply(raw: unknown): StepReply | LateReply {
  const parsed = stepReplySchema.safeParse(parseJson(raw));
  if (!parsed.success) throw new StoreFault("refused");
  // Older code that meets a newer state makes no call.
  if (parsed.data.kind === "newer-schema") throw new StoreFault("newer-schema");
  return parsed.data;
}

/** What is no JSON is a lie like any other. */
function parseJson(raw: unknown): unknown {
  try {
    return JSON.parse(String(raw));
  } catch {
    throw new StoreFault("refused");
  }
}
