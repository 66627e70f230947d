import type { Clock } from "@/lib/clock";
import type { Environment } from "@/lib/environment/environment";
import { callerPolicy } from "@/lib/policy";
import type { Keys } from "@/lib/redis/keys";
import type { Store } from "@/lib/redis/store";
import type { Allowance, Caller, Callers } from "./callers";
import { type Counted, createFlood } from "./flood";
import { createHourlyBudget } from "./hourly-budget";
import { addressId, createIdentity } from "./identity";
import { createInterval } from "./interval";
import { callerOfKey, type FoundKey } from "./key-caller";
import type { Membership } from "./membership";
import type { Signer } from "./signer";

/**
 * Identifies callers and limits their requests. Invariants:
 * 1. An id is a signed cookie that was sent back, a valid key, or an address as TRUST_PROXY permits.
 * No client can create callers by dropping cookies or writing headers. Only a deployment key can name
 * its people, who share the limits of the key.
 * 2. Of two forced refreshes of one caller within the interval, exactly one is refused.
 * 3. If the store fails, so does the check, with StoreFault. No request passes unchecked.
 */
export function createCallers(parts: {
  store: Store;
  keys: Keys;
  signer: Signer;
  membership: Membership;
  /** Returns the valid key that a text is, or null. */
  findKey(text: string): Promise<FoundKey | null>;
  environment: Pick<Environment, "origin" | "trustProxy" | "refresh" | "bounds">;
  clock: Pick<Clock, "now">;
}): Callers {
  const { store, keys, signer, membership, findKey, environment, clock } = parts;
  const { origin, trustProxy } = environment;
  const identity = createIdentity({ signer, clock, origin, trustProxy });
  const floods = createFloods({ store, keys, clock, bounds: environment.bounds });
  const refreshes = createInterval({ store, prefix: keys.ratelimit("refresh") });
  const budgets = createHourlyBudget({ store, keys, clock });

  async function countRequest(caller: Caller, isNewCookie: boolean): Promise<Allowance> {
    const own = await floods.perCaller.count(caller.id);
    // Checked first: a refused flood must not use up the limit of the address it shares.
    if (!own.allowed) return own;
    const { address } = caller;
    const id = addressId(address, signer);
    const others: Promise<Counted>[] = [];
    if (address !== null) others.push(floods.perAddress.count(id));
    // The people of a deployment share its key, as callers share an address.
    if (caller.key?.role === "deployment") others.push(floods.perAddress.count(caller.house));
    if (isNewCookie) {
      const cookies = address === null ? floods.cookiesInAll : floods.cookiesPerAddress;
      others.push(cookies.count(id));
    }
    return strictest(await Promise.all(others));
  }

  return {
    identify: (headers) => ({ ...identity(headers), admitted: membership.admits(headers) }),
    authenticate: async (text, person) => {
      const found = await findKey(text);
      return found && callerOfKey(found, person, signer);
    },
    countRequest,
    takeRefresh: (caller) => refreshes.take(caller.id, environment.refresh.intervalMs),
    giveRefreshBack: (caller, takenAt) => refreshes.giveBack(caller.id, takenAt),
    takeBudget: budgets.take,
    giveBudgetBack: budgets.giveBack,
    mayAskUnknown: async (caller) => strictest([await floods.unknownSymbols.look(caller.id)]),
    countUnknown: async (callerId) => {
      await floods.unknownSymbols.count(callerId);
    },
  };
}

function createFloods(parts: {
  store: Store;
  keys: Keys;
  clock: Pick<Clock, "now">;
  bounds: Environment["bounds"];
}) {
  const { bounds } = parts;
  const flood = (name: string, limit: number, windowSeconds: number) =>
    createFlood({ ...parts, name, limit, windowSeconds });
  const { floodWindowSeconds, newCookiesWindowSeconds, unknownSymbolsWindowSeconds } = callerPolicy;
  return {
    perCaller: flood("caller", bounds.floodPerCaller, floodWindowSeconds),
    perAddress: flood("address", bounds.floodPerAddress, floodWindowSeconds),
    cookiesPerAddress: flood(
      "new-cookies",
      callerPolicy.newCookiesPerAddress,
      newCookiesWindowSeconds,
    ),
    cookiesInAll: flood("new-cookies", callerPolicy.newCookiesInAll, newCookiesWindowSeconds),
    unknownSymbols: flood(
      "unknown-symbols",
      callerPolicy.unknownSymbolsPerCaller,
      unknownSymbolsWindowSeconds,
    ),
  };
}

/** Returns the longest wait of those that refuse; allowed if none does. */
function strictest(counted: readonly Counted[]): Allowance {
  const waits = counted.flatMap((one) => (one.allowed ? [] : [one.retryAfterSeconds]));
  return waits.length === 0
    ? { allowed: true }
    : { allowed: false, retryAfterSeconds: Math.max(...waits) };
}
