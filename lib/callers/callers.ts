import type { AccessKey } from "@/lib/contract/admin/keys";

/** Who sends a request: one browser, one key, or all clients without a cookie at one address. */
export type Caller = {
  /** Short opaque id, up to 16 characters, the same in gate state, metrics and tickets. */
  id: string;
  kind: "cookie" | "address" | "key";
  /**
   * The group it shares limits with: all callers at its network address, however many cookies they
   * have, or all people of a key. Its own id if the address is unknown.
   */
  house: string;
  /** The calls that each window guarantees to its house. 0: none. Missing: it has no key. */
  share?: number | undefined;
  /**
   * With a cookie: the id that the same client has without it, and had in the request that created
   * it.
   */
  withoutCookie?: string;
  /** Without a cookie: the id it will have once it sends the cookie of this answer. */
  offered?: string;
  /** Known only as TRUST_PROXY permits. Limits per address do not apply without it. */
  address: string | null;
  /** The access key it was identified by. */
  key?: Pick<AccessKey, "id" | "role" | "priority" | "hourlyBudget">;
};

export type Identified = {
  caller: Caller;
  /** `Set-Cookie` for a first visit, else null. */
  setCookie: string | null;
  /** Whether ACCESS admits this request. */
  admitted: boolean;
};

export type Allowance = { allowed: true } | { allowed: false; retryAfterSeconds: number };

/** `takenAt`: store ms. */
export type RefreshTake =
  | { allowed: true; takenAt: number }
  | { allowed: false; retryAfterSeconds: number };

/** `until`: ms, when its hour ends. `calls`: the budget of each hour. */
export type BudgetTake =
  | { allowed: true; until: number }
  | { allowed: false; calls: number; retryAfterSeconds: number };

export type Callers = {
  /** Reads cookie and address. Uses no store. */
  identify(headers: Headers): Identified;
  /**
   * Returns the caller of the access key that `text` is. `person`: whom a deployment key names. Null
   * for any other text, with the same work. Rejects with StoreFault.
   */
  authenticate(text: string, person: string | null): Promise<Caller | null>;
  /**
   * Counts against the flood limits: requests per caller and per address, new cookies per address.
   */
  countRequest(caller: Caller, isNewCookie: boolean): Promise<Allowance>;
  /** Takes the exact interval between forced refreshes that create a job. */
  takeRefresh(caller: Caller): Promise<RefreshTake>;
  /**
   * Returns a taken interval because the request joined a job or was refused. No effect if another
   * one was taken after `takenAt`.
   */
  giveRefreshBack(caller: Caller, takenAt: number): Promise<void>;
  /** Takes one call of the hourly budget of the caller's key. Allowed without a budget. */
  takeBudget(caller: Caller): Promise<BudgetTake>;
  /** Returns a taken call that was not caused. */
  giveBudgetBack(caller: Caller, taken: { until: number }): Promise<void>;
  /**
   * Limits unknown symbols: checked before a job is entered, counted when a symbol turned out
   * unknown.
   */
  mayAskUnknown(caller: Caller): Promise<Allowance>;
  countUnknown(callerId: string): Promise<void>;
};
