import type { Clock } from "@/lib/clock";
import { breakerFor } from "@/lib/contract/quota/window-use";
import type { GateSnapshot } from "@/lib/gate/gate-snapshot";
import type { Ask, Entered, EnteredPlace } from "@/lib/gate/step";
import { gatePolicy } from "@/lib/policy";
import type { CallEnd } from "./flights";
import { mayHaveLapsed, type Renewals, renewalsDue } from "./renewals";
import {
  afterAsking,
  askAgain,
  endOf,
  type Landing,
  type Progress,
  readDueAt,
  startWaiting,
  stepInMs,
  type Waiter,
} from "./waiter";

/** The waiters of this instance, and how they learn of results from other instances. */
export class Watch {
  readonly #clock: Clock;
  readonly #holdMs: number;
  readonly #waiters = new Set<Waiter>();
  #windowMs = 0;
  /** The time of the last step, store ms. */
  #lastNow = 0;
  #lostAt = 0;

  constructor(clock: Clock, holdMs: number) {
    this.#clock = clock;
    this.#holdMs = holdMs;
  }

  size(): number {
    return this.#waiters.size;
  }

  isAwaited({ key, caller }: Pick<Ask, "key" | "caller">): boolean {
    return [...this.#waiters].some(({ ask }) => ask.key === key && ask.caller === caller);
  }

  /**
   * Returns an unsubscribe function, which returns true if no other local waiter shares this
   * ticket.
   */
  add(
    place: EnteredPlace,
    ask: Ask,
    listener: (progress: Progress) => void,
    snapshot: GateSnapshot | null,
  ): () => boolean {
    const waiter = startWaiting({ place, ask, listener }, snapshot, this.#clock.monotonic());
    if (snapshot) this.#expect(waiter, snapshot);
    this.#waiters.add(waiter);
    return () => {
      this.#waiters.delete(waiter);
      const { ticket } = waiter.place;
      return ![...this.#waiters].some((other) => other.place.ticket === ticket);
    };
  }

  /** A call of this instance ended: notify its local waiters at once. */
  ended(key: string, end: CallEnd): void {
    for (const waiter of [...this.#waiters].filter(({ ask }) => ask.key === key)) {
      if (end.job === "landed") this.#notify(waiter, { state: "landed" });
      if (end.job === "failed") this.#notify(waiter, { state: "failed", problem: end.problem });
    }
  }

  /** A step's summary: new positions and waits, and jobs that are gone. */
  update(snapshot: GateSnapshot): void {
    const { summary, quotes, now } = snapshot;
    this.#windowMs = summary.window;
    this.#lastNow = now;
    this.#lostAt = snapshot.lostAt;
    for (const waiter of [...this.#waiters]) {
      // The place is from before the store's clock went back. Results are dated by the new clock.
      if (waiter.place.since > now) waiter.place = { ...waiter.place, since: now };
      const quote = quotes.get(waiter.place.job);
      // Gone since the last step: the job ended, so read its result at once.
      if (!quote && !waiter.gone) waiter.lastReadAt = Number.NEGATIVE_INFINITY;
      waiter.gone = !quote;
      this.#expect(waiter, snapshot);
      if (!quote) continue;
      const breaker = breakerFor(summary, waiter.ask.charges);
      this.#notify(waiter, { state: "waiting", quote, breaker, now });
    }
  }

  /**
   * The store failed, so it is unknown which renewals it received. The next step renews every
   * lease.
   */
  storeDown(): void {
    for (const waiter of [...this.#waiters]) {
      waiter.renewedAt = Number.NEGATIVE_INFINITY;
      this.#notify(waiter, { state: "store-down" });
    }
  }

  renewals(): Renewals {
    return renewalsDue(this.#waiters, this.#clock.monotonic(), this.#windowMs);
  }

  /** When a local waiter needs the next step, monotonic ms, whatever other instances do. */
  stepBy(): number {
    return Math.min(Number.POSITIVE_INFINITY, ...[...this.#waiters].map(({ stepBy }) => stepBy));
  }

  /** How long the last of the local waiters is expected to wait, ms. */
  staysMs(): number {
    const now = this.#clock.monotonic();
    const stays = [...this.#waiters].map(({ landsAt }) => Math.round(landsAt - now));
    // A waiter whose call has no expected time waits for long.
    return Math.min(gatePolicy.staysMostMs, Math.max(0, ...stays));
  }

  /** When to read the cache for results of other instances next, monotonic ms. */
  nextReadAt(local: Set<string>): number {
    return Math.min(Number.POSITIVE_INFINITY, ...this.#elsewhere(local).map(readDueAt));
  }

  keysToRead(local: Set<string>): string[] {
    const now = this.#clock.monotonic();
    const due = this.#elsewhere(local).filter((waiter) => readDueAt(waiter) <= now);
    for (const waiter of due) waiter.lastReadAt = now;
    return [...new Set(due.map(({ ask }) => ask.key))];
  }

  /**
   * Applies the landings that were read. Returns the requests of waiters that must request again.
   */
  found(keys: string[], landings: Landing[]): Ask[] {
    const again: Ask[] = [];
    for (const waiter of [...this.#waiters]) {
      const landing = landings[keys.indexOf(waiter.ask.key)];
      if (!landing) continue;
      const end = endOf(waiter, landing);
      if (end) this.#notify(waiter, end);
      // A read from before the place was gone may miss how the job ended.
      const isRead = waiter.gone && waiter.lastReadAt > Number.NEGATIVE_INFINITY;
      if (end || !isRead || waiter.isAsking) continue;
      // Entered again only if the store lost the place. A canceled ticket stays canceled.
      const { since } = waiter.place;
      again.push(
        askAgain(waiter, { ifNewerThan: Math.min(waiter.ask.ifNewerThan, since), issuedAt: since }),
      );
    }
    return again;
  }

  /** Applies the answer to a second request. Returns the requests that must be sent once more. */
  moved(ask: Ask, entered: Entered): Ask[] {
    const again: Ask[] = [];
    for (const waiter of this.#asking(ask)) {
      waiter.isAsking = false;
      const isOver = entered.kind === "expired" && ask.issuedAt > 0;
      // Lost, though a clock that went back meanwhile makes the loss look older than the place.
      const isLost = waiter.lostAt !== this.#lostAt;
      if (isOver && (isLost || mayHaveLapsed(waiter, this.#lastNow, this.#windowMs))) {
        again.push(askAgain(waiter, { issuedAt: 0 }));
        continue;
      }
      const after = afterAsking(entered);
      if ("state" in after) this.#notify(waiter, after);
      else this.#place(waiter, after);
    }
    return again;
  }

  /** A second request failed. */
  unanswered(ask: Ask): void {
    for (const waiter of this.#asking(ask)) waiter.isAsking = false;
  }

  #asking(ask: Ask): Waiter[] {
    return [...this.#waiters].filter((waiter) => waiter.ask === ask);
  }

  #place(waiter: Waiter, place: EnteredPlace): void {
    // A result since its first request is its answer.
    const since = Math.min(waiter.place.since, place.since);
    const storeTimes = { heldAt: this.#lastNow, lostAt: this.#lostAt };
    const held = { renewedAt: this.#clock.monotonic(), ...storeTimes };
    Object.assign(waiter, { place: { ...place, since }, gone: false, ...held });
  }

  #expect(waiter: Waiter, snapshot: GateSnapshot): void {
    const quote = snapshot.quotes.get(waiter.place.job);
    if (quote) waiter.landsAt = snapshot.readAt + quote.landsInMs;
    waiter.stepBy = snapshot.readAt + stepInMs(waiter, snapshot, this.#holdMs);
  }

  #elsewhere(local: Set<string>): Waiter[] {
    return [...this.#waiters].filter((waiter) => !local.has(waiter.ask.key));
  }

  #notify(waiter: Waiter, progress: Progress): void {
    if (!this.#waiters.has(waiter)) return;
    if (progress.state === "landed" || progress.state === "failed") this.#waiters.delete(waiter);
    try {
      waiter.listener(progress);
    } catch (error) {
      // A listener threw. Report it as uncaught, and notify the others.
      queueMicrotask(() => {
        throw error;
      });
    }
  }
}
