/** Who asks: one person's browser, a key, or everybody without a cookie at one address. */
export type Caller = {
  /** Short opaque id (at most 16 characters), the same in gate state, metrics and tickets. */
  id: string;
  kind: "cookie" | "address";
  /** Of a cookie: the id its bearer would have without it, and had in the request it was made in. */
  withoutCookie?: string;
  /** Of one without a cookie: the id that it has once the cookie of this answer comes back. */
  offered?: string;
  /** Known only as TRUST_PROXY says; limits per address do not apply without it. */
  address: string | null;
};

export type Identified = {
  caller: Caller;
  /** `Set-Cookie` for a first visit, else null. */
  setCookie: string | null;
  /** Whether ACCESS lets this request in. */
  admitted: boolean;
};

export type Allowance = { allowed: true } | { allowed: false; retryAfterSeconds: number };

/** `takenAt`: store time, ms. */
export type RefreshTake =
  | { allowed: true; takenAt: number }
  | { allowed: false; retryAfterSeconds: number };

export type Callers = {
  /** Reads cookie and address. Touches no store. */
  identify(headers: Headers): Identified;
  /** Floods: requests per caller and per address, new cookies per address. */
  countRequest(caller: Caller, isNewCookie: boolean): Promise<Allowance>;
  /** The exact interval between forced refreshes that make a new job. */
  takeRefresh(caller: Caller): Promise<RefreshTake>;
  /**
   * Gives a taken interval back: the request joined, or was refused. `takenAt` says which one was
   * meant: when another has been taken since, nothing happens.
   */
  giveRefreshBack(caller: Caller, takenAt: number): Promise<void>;
  /** Unknown symbols: asked before a job is entered, counted when one turned out unknown. */
  mayAskUnknown(caller: Caller): Promise<Allowance>;
  countUnknown(callerId: string): Promise<void>;
};
