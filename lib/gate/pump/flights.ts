import { type Clock, elapsedSince, type Moment, sleepByBothClocks, storeTime } from "@/lib/clock";
import type { SendPermit } from "@/lib/contract/queue/job";
import type { GateReply } from "@/lib/gate/create-gate";
import { holdTime } from "@/lib/gate/script/hold-time";
import type { Grant, Settlement } from "@/lib/gate/step";
import { gatePolicy } from "@/lib/policy";

/** How a call ended: the content of its settlement. */
export type CallEnd = Omit<Settlement, "grant" | "request" | "grantedAt">;

/** A granted call, as passed to its executor. */
export type GrantedCall = {
  key: string;
  caller: string;
  /** Id of the step that granted it. */
  request: string;
  /** 1 for the first try of a job. */
  attempt: number;
  priority: number;
  /** When the job entered, store ms. */
  since: number;
  grantedAt: number;
  /**
   * The estimated store time, ms: the time of the grant plus the monotonic time since. After a
   * sleep it lags. Data is then dated too early, never too late, so no snapshot looks newer than it
   * is.
   */
  storeNow(): number;
  /**
   * Call right before sending. Returns the permit to send, or null when either clock shows that
   * more than `sendWithin` has passed since the grant was requested. One case is not covered: a
   * process frozen for longer than `hold` allows between its last look at the clocks and the socket
   * write.
   */
  send(): SendPermit | null;
};

/** Makes the call and stores its result. Must not throw. */
export type Execute = (call: GrantedCall) => Promise<CallEnd>;

const unsent: CallEnd = {
  slot: "unsent",
  job: "again",
  verdict: "none",
  fetchedAt: 0,
  retryAfter: 0,
  problem: "upstream-error",
  negative: gatePolicy.negativeAnswerMs,
};

/** The executor threw, so it is unknown whether the call was sent. */
const broken: CallEnd = { ...unsent, slot: "unknown", job: "failed", problem: "internal" };

type Parts = {
  execute: Execute;
  clock: Clock;
  upstreamTimeoutMs: number;
  /**
   * Runs as soon as a call ends, before its settlement is sent, so that local waiters need not
   * poll.
   */
  landed(key: string, end: CallEnd): void;
  wake(): void;
};

type Timing = Pick<Parts, "clock" | "upstreamTimeoutMs">;

function grantedCall(
  grant: Grant,
  reply: GateReply,
  ended: AbortSignal,
  { clock, upstreamTimeoutMs }: Timing,
): GrantedCall {
  const reading = { now: reply.now, readAt: clock.monotonic() };
  const mayWrite = () => elapsedSince(clock, reply.askedAt) <= gatePolicy.sendWithinMs;
  return {
    ...grant,
    storeNow: () => storeTime(reading, clock),
    send: () => {
      if (!mayWrite()) return null;
      const deadline = new AbortController();
      const options = { lookMs: gatePolicy.deadlineLookMs, signal: ended };
      void sleepByBothClocks(clock, upstreamTimeoutMs, options).then(() => deadline.abort());
      return { signal: deadline.signal, mayWrite };
    },
  };
}

/**
 * Whether the wall clock advanced further than the monotonic one: the machine slept or its clock
 * was set.
 */
function hasSlept(clock: Clock, { wall, monotonic }: Moment): boolean {
  const apart = clock.now() - wall - (clock.monotonic() - monotonic);
  return apart > gatePolicy.clockToleranceMs;
}

/** The calls in flight in this instance, and the settlements that are not written yet. */
export function createFlights({ execute, landed, wake, ...timing }: Parts) {
  const { clock, upstreamTimeoutMs } = timing;
  const underWay = new Map<number, string>();
  let settlements: { settlement: Settlement; askedAt: Moment }[] = [];
  let idlers: { grants: number[]; resolve(): void }[] = [];

  /** Calls in flight, and ended calls without a written settlement. */
  function openGrants(): number[] {
    return [...underWay.keys(), ...pending().map(({ grant }) => grant)];
  }

  function checkIdle(): void {
    const open = new Set(openGrants());
    const isOver = ({ grants }: { grants: number[] }) => !grants.some((grant) => open.has(grant));
    for (const { resolve } of idlers.filter(isOver)) resolve();
    idlers = idlers.filter((idler) => !isOver(idler));
  }

  /**
   * Settlements not yet written. After `hold`, by either clock, the slot expires without one. A
   * settlement for a slot that is gone would look like a lost write, so it is dropped.
   */
  function pending(): Settlement[] {
    const hold = holdTime(upstreamTimeoutMs);
    settlements = settlements.filter(({ askedAt }) => elapsedSince(clock, askedAt) < hold);
    return settlements.map(({ settlement }) => settlement);
  }

  /**
   * Delays the call by as much as the store's clock may have run ahead unnoticed, so that it is
   * legal in any case.
   */
  async function executeInTime(grant: Grant, reply: GateReply, ended: AbortSignal) {
    const call = grantedCall(grant, reply, ended, timing);
    if (reply.unseenMs > 0) await clock.sleep(reply.unseenMs);
    return execute(call);
  }

  return {
    start(grant: Grant, reply: GateReply): void {
      // A replayed step returns a grant that is in flight here already.
      if (underWay.has(grant.grant)) return;
      underWay.set(grant.grant, grant.key);
      const ended = new AbortController();
      const end = reply.clockJumped
        ? Promise.resolve(unsent)
        : executeInTime(grant, reply, ended.signal).catch(() => broken);
      void end.then((callEnd) => {
        ended.abort();
        underWay.delete(grant.grant);
        const { request, grantedAt } = grant;
        const settlement = { grant: grant.grant, request, grantedAt, ...callEnd };
        // A call that failed because this machine slept is not the upstream's failure.
        const isOurs = callEnd.verdict === "failing" && hasSlept(clock, reply.askedAt);
        if (isOurs) settlement.verdict = "none";
        settlements.push({ settlement, askedAt: reply.askedAt });
        landed(grant.key, callEnd);
        wake();
      });
    },
    pending,
    /** Removes settlements that the gate has received. */
    acknowledge(received: Settlement[]): void {
      settlements = settlements.filter(({ settlement }) => !received.includes(settlement));
      checkIdle();
    },
    underWay: () => underWay.size,
    keys: () => new Set(underWay.values()),
    checkIdle,
    /**
     * Resolves when the calls in flight now have ended and are settled. It does not wait for later
     * calls.
     */
    idle: () =>
      new Promise<void>((resolve) => {
        idlers.push({ grants: openGrants(), resolve });
        checkIdle();
      }),
  };
}
