import type { Clock } from "@/lib/clock";
import type { CallEnd } from "./flights";
import type { Look } from "./look";
import type { Ask, Entered, EnteredPlace, Place } from "./step";
import { breakerFor } from "./summary";
import { afterAsking, endOf, type Landing, type Progress, readDueAt, type Waiter } from "./waiter";

/** Those who wait here, and how they learn of landings made elsewhere. */
export class Watch {
  readonly #clock: Clock;
  readonly #waiters = new Set<Waiter>();
  #windowMs = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  size(): number {
    return this.#waiters.size;
  }

  isAwaited({ key, caller }: Pick<Ask, "key" | "caller">): boolean {
    return [...this.#waiters].some(({ ask }) => ask.key === key && ask.caller === caller);
  }

  /** Returns the way to stop waiting, which tells whether nobody else here waits in this place. */
  add(
    place: EnteredPlace,
    ask: Ask,
    listener: (progress: Progress) => void,
    landsInMs: number,
  ): () => boolean {
    const now = this.#clock.monotonic();
    const seen = Math.max(ask.seen, place.since);
    const again = { ...ask, join: false, resume: 0, patience: Number.MAX_SAFE_INTEGER, seen };
    const times = { landsAt: now + landsInMs, lastReadAt: now, renewedAt: now };
    const waiter: Waiter = { ask: again, place, listener, ...times, gone: false };
    this.#waiters.add(waiter);
    return () => {
      this.#waiters.delete(waiter);
      const { ticket } = waiter.place;
      return ![...this.#waiters].some((other) => other.place.ticket === ticket);
    };
  }

  /** A call of this instance ended: those who wait for it here learn at once. */
  ended(key: string, end: CallEnd): void {
    for (const waiter of [...this.#waiters].filter(({ ask }) => ask.key === key)) {
      if (end.job === "landed") this.#tell(waiter, { state: "landed" });
      if (end.job === "failed") this.#tell(waiter, { state: "failed", problem: end.problem });
    }
  }

  /** A step's summary: new positions and waits, and jobs that are gone. */
  heard({ summary, quotes, now }: Look): void {
    this.#windowMs = summary.window;
    for (const waiter of [...this.#waiters]) {
      // From before the store's clock went back: what lands is dated by the new one.
      if (waiter.place.since > now) waiter.place = { ...waiter.place, since: now };
      const quote = quotes.get(waiter.place.job);
      waiter.gone = !quote;
      if (!quote) continue;
      waiter.landsAt = this.#clock.monotonic() + quote.landsInMs;
      const breaker = breakerFor(summary, waiter.ask.window);
      this.#tell(waiter, { state: "waiting", quote, breaker, now });
    }
  }

  storeDown(): void {
    for (const waiter of [...this.#waiters]) this.#tell(waiter, { state: "store-down" });
  }

  /** Leases that are due: a quarter of a window has passed since they were last renewed. */
  renewals(): Place[] {
    const now = this.#clock.monotonic();
    const due = [...this.#waiters].filter(({ renewedAt }) => now - renewedAt > this.#windowMs / 4);
    for (const waiter of due) waiter.renewedAt = now;
    return due.map(({ ask, place }) => ({ key: ask.key, ticket: place.ticket }));
  }

  /** Monotonic ms of the next look at the cache for landings made elsewhere. */
  nextReadAt(local: Set<string>): number {
    return Math.min(Number.POSITIVE_INFINITY, ...this.#elsewhere(local).map(readDueAt));
  }

  keysToRead(local: Set<string>): string[] {
    const now = this.#clock.monotonic();
    const due = this.#elsewhere(local).filter((waiter) => readDueAt(waiter) <= now);
    for (const waiter of due) waiter.lastReadAt = now;
    return [...new Set(due.map(({ ask }) => ask.key))];
  }

  /** Landings found; the asks of those who must ask again come back. */
  found(keys: string[], landings: Landing[]): Ask[] {
    const again: Ask[] = [];
    for (const waiter of [...this.#waiters]) {
      const landing = landings[keys.indexOf(waiter.ask.key)];
      if (!landing) continue;
      const end = endOf(waiter, landing);
      if (end) this.#tell(waiter, end);
      if (end || !waiter.gone) continue;
      // Taken again only if the store lost the place: one that was given up stays given up.
      const { since } = waiter.place;
      waiter.ask = { ...waiter.ask, seen: Math.min(waiter.ask.seen, since), resume: since };
      again.push(waiter.ask);
    }
    return again;
  }

  /** A second ask was answered. */
  moved(ask: Ask, entered: Entered): void {
    for (const waiter of [...this.#waiters].filter((other) => other.ask === ask)) {
      const after = afterAsking(entered);
      if ("state" in after) this.#tell(waiter, after);
      else Object.assign(waiter, { place: after, gone: false });
    }
  }

  #elsewhere(local: Set<string>): Waiter[] {
    return [...this.#waiters].filter((waiter) => !local.has(waiter.ask.key));
  }

  #tell(waiter: Waiter, progress: Progress): void {
    if (!this.#waiters.has(waiter)) return;
    if (progress.state === "landed" || progress.state === "failed") this.#waiters.delete(waiter);
    try {
      waiter.listener(progress);
    } catch (error) {
      // Its own fault, told where such faults are told; the others hear on.
      queueMicrotask(() => {
        throw error;
      });
    }
  }
}
