import type { Caller } from "@/lib/callers/callers";
import type { Refusal } from "@/lib/desk/answer/refusal";
import type { Services } from "@/lib/desk/base/services";
import type { StoreBudget } from "@/lib/desk/base/store-budget";

type PermitRequest = {
  desk: Pick<Services, "callers">;
  caller: Caller;
  budget: StoreBudget;
  force: boolean;
};

/** `giveBack`: returns all of them, because no call was caused. Never rejects. */
export type Permits = { kind: "taken"; giveBack(): Promise<void> };

/** Whether a new job takes anything from its caller. */
export function needsPermits({ caller, force }: Pick<PermitRequest, "caller" | "force">): boolean {
  return force || hasBudget(caller);
}

/** Takes what a new job takes: the refresh interval if forced, and one call of the key's budget. */
export async function takePermits(request: PermitRequest): Promise<Permits | Refusal> {
  const interval = request.force ? await takeRefresh(request) : NOTHING;
  if (interval.kind === "refused") return interval;
  const call = hasBudget(request.caller) ? await takeBudget(request) : NOTHING;
  if (call.kind === "refused") {
    await interval.giveBack();
    return call;
  }
  return {
    kind: "taken",
    giveBack: async () => {
      await interval.giveBack();
      await call.giveBack();
    },
  };
}

const NOTHING: Permits = { kind: "taken", giveBack: async () => undefined };

/** Whether the caller has a key with an hourly budget. */
export function hasBudget({ key }: Caller): boolean {
  return (key?.hourlyBudget ?? null) !== null;
}

async function takeRefresh({ desk, caller, budget }: PermitRequest): Promise<Permits | Refusal> {
  const taken = await budget.spendInTurn(desk.callers.takeRefresh(caller));
  if (taken.allowed) {
    return returnable(budget, () => desk.callers.giveRefreshBack(caller, taken.takenAt));
  }
  const detail = "You can refresh again in a moment. Everyone shares one quota.";
  const { retryAfterSeconds } = taken;
  return { kind: "refused", slug: "cooling-down", detail, retryAfterSeconds };
}

async function takeBudget({ desk, caller, budget }: PermitRequest): Promise<Permits | Refusal> {
  const taken = await budget.spendInTurn(desk.callers.takeBudget(caller));
  if (taken.allowed) return returnable(budget, () => desk.callers.giveBudgetBack(caller, taken));
  const { calls, retryAfterSeconds } = taken;
  const detail = `This access key has used its budget of ${calls} API calls for this hour. Saved data stays free.`;
  return { kind: "refused", slug: "too-many-requests", detail, retryAfterSeconds };
}

/** A store fault is ignored on return, since the answer does not depend on it. */
function returnable(budget: StoreBudget, giveBack: () => Promise<void>): Permits {
  return {
    kind: "taken",
    giveBack: () => budget.spendInTurn(giveBack()).catch(() => undefined),
  };
}
