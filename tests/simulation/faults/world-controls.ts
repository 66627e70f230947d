import type { Clock } from "@/lib/clock";
import type { Gate } from "@/lib/gate/create-gate";
import type { Ask, Place } from "@/lib/gate/step";
import { type Contender, mutant, ourGate } from "../contenders/contender";
import { WINDOW_MS } from "../judge/limits";

/** Controls: our gate with one common mistake, each in the scene that exposes it. */

/** Both clocks of the executor stop while its machine sleeps. */
export const monotonicAlone: Contender = {
  ...ourGate,
  name: "monotonic alone",
  executorClock: ({ monotonic, sleep }: Clock) => ({ now: monotonic, monotonic, sleep }),
  shows: { scene: "sleeps" },
};

/** An aborted call is closed, not reset, so the kernel still sends its data. */
export const closedNotReset: Contender = {
  ...ourGate,
  name: "close instead of reset",
  ending: "close",
  shows: { scene: "late" },
};

/**
 * A renewal counts as sent even if its step failed. And a lease that ends while no renewal is
 * possible ends its ticket.
 */
export const eatenRenewals: Contender = {
  ...mutant("renewals lost", ["return now < (state.keptUntil or 0)", "return false"]),
  start: (ground) => {
    const gateFor = ourGate.start(ground);
    return (process, configuration) =>
      eatsRenewals(gateFor(process, configuration), () => process.clock.monotonic());
  },
  shows: { scene: "outages", sentence: /is informed that its ticket was canceled/ },
};

function eatsRenewals(gate: Gate, now: () => number): Gate {
  const renewedAt = new Map<number, number>();
  const over = new Set<string>();
  const nameOf = ({ key, caller }: Ask) => `${key} ${caller}`;
  const isDue = ({ ticket }: Place) =>
    now() - (renewedAt.get(ticket) ?? Number.NEGATIVE_INFINITY) > WINDOW_MS / 4;

  return {
    ...gate,
    async step(wanted) {
      const renew = (wanted.renew ?? []).filter(isDue);
      for (const { ticket } of renew) renewedAt.set(ticket, now());
      const reply = await gate.step({ ...wanted, renew });
      const asks = wanted.enter ?? [];
      const entered = reply.entered.map((answer, index) => {
        const ask = asks[index];
        if (ask && answer.kind === "expired") over.add(nameOf(ask));
        return ask && over.has(nameOf(ask)) ? { kind: "expired" as const } : answer;
      });
      return { ...reply, entered };
    },
  };
}

/** Every awake instance claims the next job, and fails those that its API lacks. */
export const allClaim: Contender = {
  ...mutant(
    "every maker claims all",
    ["return canCall(maker, kindOf(job)) and not isRefused", "return not isRefused"],
    ["return canCall(mine, kind) and usableAt", "return usableAt"],
  ),
  foreignCalls: "failed",
  shows: { scene: "deployments", sentence: /receives not-offered/ },
};

/** One refused key stops all deployments. */
export const sharedRefusal: Contender = {
  ...mutant(
    "one refusal for all",
    [
      "local reason, untilAt = refusedToAll(name, kind)\n  if reason and (name ~= MAIN or not isSpared()) then",
      "local reason, untilAt = 'credentials', now + state.window * 10\n  if true then",
    ],
    ["if isForWant and isUsable(name, breaker.refusedKind) then", "if false then"],
  ),
  shows: { scene: "deployments", sentence: /receives credentials|with 0 reported ends/ },
};
