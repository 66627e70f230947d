/**
 * The gate: the only code that grants an upstream call.
 *
 * Invariants: every decision is one atomic step in the store, by the store's clock. A step has an
 * id, so a replay returns the same grants. Without the store there is no grant.
 */
import { createHash, randomUUID } from "node:crypto";
import { type Clock, elapsedSince, type Moment, momentOf } from "@/lib/clock";
import type { QuotaWindow } from "@/lib/contract/quota/quota-window";
import { holdTime } from "@/lib/gate/script/hold-time";
import { gatePolicy } from "@/lib/policy";
import { defineScript } from "@/lib/redis/script";
import type { Store } from "@/lib/redis/store";
import { StoreFault } from "@/lib/store-fault";
import { createClockWatch } from "./clock-watch";
import type { LimitsAround } from "./limit-schedule";
import { storeClockLua } from "./script/clock.lua";
import { composeStep } from "./script/step.lua";
import { emptyStep, type LateReply, type Step, type StepReply, stepReplySchema } from "./step";
import { createTwoTries } from "./two-tries";
import { mainLengthOf, windowArguments } from "./window-arguments";

export type GateConfiguration = {
  /** The first is the main window: spacing, reserve and pacing follow it. At most 8 windows. */
  windows: readonly QuotaWindow[];
  limitsAround: LimitsAround;
  /** The timeout of an upstream call, ms. Part of `hold`, and no call arrives after `hold`. */
  upstreamTimeoutMs: number;
  queueCapacity: number;
  /** Slots that batch jobs leave free. At most a fifth of the limit. */
  reserve: number;
  /** The demo market only: a new state is empty, not full. */
  startsEmpty: boolean;
  /** The kinds of job that this instance can call. It is granted no others. */
  kinds: readonly string[];
  /** An identifier of the credential that reveals nothing of it. Empty without a credential. */
  credential: string;
  /** The deployment to name when the upstream refuses the credential. */
  deployment: string;
};

export type GateReply = StepReply & {
  /** Taken before the step was sent. The age of its grants counts from here. */
  askedAt: Moment;
  /** The store's clock ran ahead of the elapsed time, so the grants must not be used. */
  clockJumped: boolean;
  /**
   * Delay before a grant may be used, ms: the most the store's clock may have run ahead unnoticed.
   */
  unseenMs: number;
};

export type Gate = {
  /** Takes one step. Throws StoreFault; then the step may or may not have happened. */
  step(step: Partial<Step>): Promise<GateReply>;
  /** Marks the start of a pump's run: the machine may have slept since the last run. */
  startRun(): void;
};

type Parts = {
  store: Store;
  key: string;
  configuration: GateConfiguration;
  clock: Clock;
  /**
   * Reads a clock that continues while this machine sleeps, ms. It is compared with the store's
   * clock. Default: the wall clock. Pass one when the store runs on this machine and uses the same
   * wall clock.
   */
  throughSleep?: () => number;
  /**
   * Runs after every reply, before its grants are used. It saves the state of the embedded store.
   */
  afterStep?: () => Promise<void>;
  /** Only for tests: virtual time. */
  clockLua?: string;
};

export function createGate(parts: Parts): Gate {
  const { store, key, configuration, clock, afterStep, clockLua } = parts;
  const witness = { now: parts.throughSleep ?? clock.now, monotonic: clock.monotonic };
  const script = defineScript(composeStep(clockLua ?? storeClockLua));
  const instance = createHash("sha256").update(randomUUID()).digest("base64url").slice(0, 8);
  const fixed = fixedArguments(configuration, instance);
  let sequence = 0;
  let lost = false;
  let lastReply: { now: number; receivedAt: number } | null = null;
  const run = createTwoTries({ store, script, key, clock });
  const watch = createClockWatch(mainLengthOf(configuration.windows));

  /** Estimated store time, ms. Null before the first reply. */
  const storeNow = (at: number) => lastReply && lastReply.now + (at - lastReply.receivedAt);

  async function attempt(step: Step) {
    const askedAt = momentOf(clock);
    const sentAt = momentOf(witness);
    const now = storeNow(sentAt.monotonic);
    // Before the first reply, the local clock picks the rows of the schedule.
    const around = now ?? clock.now();
    const { windows, limitsAround } = configuration;
    const quota = windowArguments(windows, limitsAround(around), around);
    const sent = {
      ...fixed,
      configuration: { ...fixed.configuration, ...quota },
      ...step,
      seen: Math.max(sequence, step.seen),
      lost,
      request: randomUUID(),
      sentAt: Math.round(now ?? 0),
    };
    const reply = parseReply(await run(sent));
    const received = momentOf(witness);
    lastReply = { now: reply.now, receivedAt: received.monotonic };
    return { reply, askedAt, seen: { now: reply.now, sent: sentAt, received } };
  }

  async function take(step: Step, tries = TRIES): Promise<GateReply> {
    const { reply, askedAt, seen } = await attempt(step);
    const { ranAhead, unseenMs } = watch.see(seen);
    if (reply.kind === "late") {
      // The estimate of the store's time was wrong. This reply corrected it.
      lost ||= ranAhead;
      if (tries <= 1) throw new StoreFault("timeout");
      // After a sleep in transit, the slots of the settlements may be gone.
      const slept = elapsedSince(clock, askedAt) > mainLengthOf(configuration.windows);
      return take({ ...step, settle: slept ? [] : step.settle }, tries - 1);
    }
    lost = ranAhead;
    sequence = Math.max(sequence, reply.sequence);
    // A state that cannot be saved is like a read-only store: its grants are not used.
    await afterStep?.().catch(() => {
      throw new StoreFault("readonly");
    });
    return { ...reply, askedAt, clockJumped: ranAhead, unseenMs };
  }

  return {
    startRun: watch.startRun,
    async step(wanted) {
      const reply = await take({ ...emptyStep, ...wanted });
      // Report the jump at once, so that no grant uses slots that only seem free.
      if (reply.clockJumped) await take(emptyStep).catch(() => undefined);
      return reply;
    },
  };
}

function fixedArguments(configuration: GateConfiguration, instance: string) {
  const { queueCapacity, reserve, startsEmpty } = configuration;
  const hold = holdTime(configuration.upstreamTimeoutMs);
  return {
    instance,
    configuration: { hold, reserve, startsEmpty },
    kinds: configuration.kinds.toSorted(),
    credential: configuration.credential,
    deployment: configuration.deployment,
    jobs: queueCapacity,
    tickets: queueCapacity * (gatePolicy.ticketsMax / gatePolicy.jobsMax),
    newcomers: Math.min(gatePolicy.placesForNewcomers, Math.floor(queueCapacity / 5)),
    negative: gatePolicy.negativeAnswerMs,
    usualLatency: gatePolicy.usualLatencyMs,
    configurationMemory: gatePolicy.configurationMemoryMs,
  };
}

/** Attempts per step: one more when the estimate of the store's time was wrong. */
const TRIES = 2;

function parseReply(raw: unknown): StepReply | LateReply {
  const parsed = stepReplySchema.safeParse(parseJson(raw));
  if (!parsed.success) throw new StoreFault("refused");
  // Older code that reads a newer state makes no call.
  if (parsed.data.kind === "newer-schema") throw new StoreFault("newer-schema");
  return parsed.data;
}

/** A reply that is not JSON becomes null, which the schema rejects. */
function parseJson(raw: unknown): unknown {
  try {
    return JSON.parse(String(raw));
  } catch {
    throw new StoreFault("refused");
  }
}
