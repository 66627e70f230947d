import type { Clock } from "@/lib/clock";
import { gatePolicy } from "@/lib/policy";
import type { GateReply } from "./create-gate";
import { holdOf } from "./hold";
import type { Grant, Settlement } from "./step";

/** How a call ended, as its settlement will say. */
export type CallEnd = Omit<Settlement, "grant" | "request" | "grantedAt">;

/** One granted call, as its executor sees it. */
export type GrantedCall = {
  key: string;
  caller: string;
  /** Id of the step that was granted it. */
  request: string;
  /** 1 for the first try of a job. */
  attempt: number;
  priority: number;
  /** When the job entered, store ms. */
  since: number;
  grantedAt: number;
  /** The store's time now, ms, measured from the grant on a clock that only goes forward. */
  storeNow(): number;
  /**
   * To be called right before sending: the signal that ends the call in time, or null when it is
   * too late to send. What remains unproved is a process frozen between this reading of the clock
   * and the socket write for longer than `hold` allows.
   */
  send(): AbortSignal | null;
};

/** Makes the call and keeps its answer. Must not throw. */
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

/** The executor threw: whether the call was sent is not known. */
const broken: CallEnd = { ...unsent, slot: "unknown", job: "failed", problem: "internal" };

type Parts = {
  execute: Execute;
  clock: Clock;
  upstreamTimeoutMs: number;
  /** Told at once, before the settlement is sent, so that waiters here need not look for it. */
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
  const receivedAt = clock.monotonic();
  return {
    ...grant,
    storeNow: () => Math.round(reply.now + clock.monotonic() - receivedAt),
    send: () => {
      if (clock.monotonic() - reply.askedAt > gatePolicy.sendWithinMs) return null;
      const deadline = new AbortController();
      void clock.sleep(upstreamTimeoutMs, ended).then(() => deadline.abort());
      return deadline.signal;
    },
  };
}

/** The calls this instance has under way, and what is still to be told of those that ended. */
export function createFlights({ execute, landed, wake, ...timing }: Parts) {
  const { clock, upstreamTimeoutMs } = timing;
  const underWay = new Map<number, string>();
  let settlements: { settlement: Settlement; expiresAt: number }[] = [];
  let idlers: { grants: number[]; resolve(): void }[] = [];

  /** Calls under way, and those that ended and are not told yet. */
  function openGrants(): number[] {
    return [...underWay.keys(), ...pending().map(({ grant }) => grant)];
  }

  function checkIdle(): void {
    const open = new Set(openGrants());
    const isOver = ({ grants }: { grants: number[] }) => !grants.some((grant) => open.has(grant));
    for (const { resolve } of idlers.filter(isOver)) resolve();
    idlers = idlers.filter((idler) => !isOver(idler));
  }

  /** What is still to be told; after `hold` a slot counts by itself and nothing more is to be said. */
  function pending(): Settlement[] {
    settlements = settlements.filter(({ expiresAt }) => expiresAt > clock.monotonic());
    return settlements.map(({ settlement }) => settlement);
  }

  /** Later by as much as the store's clock may have run ahead unseen: then it is legal all the same. */
  async function executeInTime(grant: Grant, reply: GateReply, ended: AbortSignal) {
    const call = grantedCall(grant, reply, ended, timing);
    if (reply.unseenMs > 0) await clock.sleep(reply.unseenMs);
    return execute(call);
  }

  return {
    start(grant: Grant, reply: GateReply): void {
      // A replayed step names a grant that is under way here already.
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
        settlements.push({ settlement, expiresAt: reply.askedAt + holdOf(upstreamTimeoutMs) });
        landed(grant.key, callEnd);
        wake();
      });
    },
    pending,
    /** These were heard by the gate. */
    told(heard: Settlement[]): void {
      settlements = settlements.filter(({ settlement }) => !heard.includes(settlement));
      checkIdle();
    },
    underWay: () => underWay.size,
    keys: () => new Set(underWay.values()),
    checkIdle,
    /** Resolves when what is under way now is over and told; what begins later is not waited for. */
    idle: () =>
      new Promise<void>((resolve) => {
        idlers.push({ grants: openGrants(), resolve });
        checkIdle();
      }),
  };
}
