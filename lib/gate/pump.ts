/**
 * The pump: one loop in each running instance. Whoever is awake helps: it claims the best job of the
 * whole line, whoever asked, and goes on while anybody here waits.
 * Invariants: one step at a time; a call is made only for a grant of a step, within `sendWithin` of
 * having asked for it; every call ends in one settlement; no timer starts a run, only an ask does.
 */
import type { Clock } from "@/lib/clock";
import { gatePolicy } from "@/lib/policy";
import type { Gate, GateReply } from "./create-gate";
import { type CallEnd, createFlights, type Execute } from "./flights";
import { type DetailedLook, type Look, lookOf } from "./look";
import { createMailbox } from "./mailbox";
import type { Ask, Control, Entered, EnteredPlace, Place } from "./step";
import type { Landing, Progress } from "./waiter";
import { Watch } from "./watch";

type Parts = {
  gate: Gate;
  execute: Execute;
  upstreamTimeoutMs: number;
  /** What became of jobs elsewhere: one plain read of the cache. */
  readLandings(keys: string[]): Promise<Landing[]>;
  clock: Clock;
};

export class Pump {
  readonly #parts: Parts;
  readonly #mailbox = createMailbox(() => this.#wake());
  readonly #watch: Watch;
  readonly #flights;
  #stopped = false;
  #running = false;
  #sleep: AbortController | null = null;
  /** The step on its way: it may bring a call. */
  #stepping: Promise<void> = Promise.resolve();
  /** Whether the last step asked for calls: one that did not says nothing of when they may go. */
  #claimed = true;
  #nextStepAt = 0;
  #restUntil = 0;
  #last: Look | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#watch = new Watch(parts.clock);
    const landed = (key: string, end: CallEnd) => this.#watch.ended(key, end);
    this.#flights = createFlights({ ...parts, landed, wake: () => this.#wake() });
  }

  /** Asks for a place; resolves with what the gate said. Rejects with StoreFault. */
  enter(ask: Ask, seenSequence = 0): Promise<{ entered: Entered; look: Look }> {
    return this.#mailbox.ask(ask, seenSequence);
  }

  /** Waits for the end of a job, hearing of each change. Returns the way to stop waiting. */
  watch(place: EnteredPlace, ask: Ask, listener: (progress: Progress) => void): () => void {
    const quote = this.#last?.quotes.get(place.job);
    const stopWatching = this.#watch.add(place, ask, listener, quote?.landsInMs ?? 0);
    this.#wake();
    return () => {
      stopWatching();
      this.#sleep?.abort();
    };
  }

  /** Whether anybody here waits for a caller's place. */
  isAwaited(of: Pick<Ask, "key" | "caller">): boolean {
    return this.#watch.isAwaited(of);
  }

  /** Gives a place up, whoever holds it; one that is gone already is no fault. Rejects with StoreFault. */
  leave(place: Place): Promise<void> {
    return this.#mailbox.leave(place);
  }

  /** An admin's act; resolves with the line after it. Rejects with StoreFault. */
  control(act: Control): Promise<Look> {
    return this.#mailbox.control(act);
  }

  /** Looks at the line; one step, no slot. `mine`: the caller whose tickets are listed. */
  look(mine = ""): Promise<Look> {
    return this.#mailbox.look(mine);
  }

  /** The same with every slot, job and ticket by name: for an admin. Rejects with StoreFault. */
  lookInDetail(): Promise<DetailedLook> {
    return this.#mailbox.detail();
  }

  /** The look of the last step, if it is at most `maxAgeMs` old. */
  lastLook(maxAgeMs: number): Look | null {
    const last = this.#last;
    return last && this.#parts.clock.monotonic() - last.readAt <= maxAgeMs ? last : null;
  }

  /**
   * Resolves when the calls that are under way now, and what a step on its way brings, are over and
   * settled. Calls that begin later are their own askers' to wait for.
   */
  async idle(): Promise<void> {
    await this.#stepping;
    await this.#flights.idle();
  }

  /** No new claims; calls under way finish and settle. */
  stop(): Promise<void> {
    this.#stopped = true;
    return this.idle();
  }

  #wake(): void {
    this.#sleep?.abort();
    if (this.#running) return;
    this.#running = true;
    this.#parts.gate.startRun();
    void this.#run();
  }

  #hasWork(): boolean {
    return this.#mailbox.size() + this.#watch.size() + this.#flights.pending().length > 0;
  }

  #hasNews(): boolean {
    if (this.#mailbox.size() > 0) return true;
    return this.#flights.pending().length > 0 && this.#parts.clock.monotonic() >= this.#restUntil;
  }

  /** Somebody began to wait after a step that claimed nothing, for want of anybody who waits. */
  #hasNewWaiters(): boolean {
    return !this.#claimed && !this.#stopped && this.#watch.size() > 0;
  }

  async #run(): Promise<void> {
    const { clock } = this.#parts;
    while (this.#hasWork()) {
      const readAt = this.#watch.nextReadAt(this.#flights.keys());
      const stepAt = this.#flights.pending().length > 0 ? this.#restUntil : this.#nextStepAt;
      if (this.#hasNews() || this.#hasNewWaiters() || clock.monotonic() >= this.#nextStepAt) {
        this.#stepping = this.#step();
        await this.#stepping;
      } else if (clock.monotonic() >= readAt) await this.#read();
      else await this.#sleepUntil(Math.min(stepAt, readAt));
    }
    this.#running = false;
    this.#flights.checkIdle();
  }

  /** Until a moment of the monotonic clock, or until there is news. */
  async #sleepUntil(moment: number): Promise<void> {
    const { clock } = this.#parts;
    this.#sleep = new AbortController();
    await clock.sleep(moment - clock.monotonic(), this.#sleep.signal);
    this.#sleep = null;
  }

  async #step(): Promise<void> {
    const { gate, clock } = this.#parts;
    const batch = this.#mailbox.take();
    const settle = this.#flights.pending();
    const claims = !this.#stopped && (this.#watch.size() > 0 || batch.step.enter.length > 0);
    const room = claims ? gatePolicy.inFlightMax - this.#flights.underWay() : 0;
    const renew = this.#watch.renewals();
    this.#claimed = claims;
    try {
      const reply = await gate.step({ ...batch.step, settle, renew, room });
      this.#flights.told(settle);
      batch.resolve(reply, this.#hear(reply));
    } catch (fault) {
      this.#restUntil = this.#nextStepAt = clock.monotonic() + gatePolicy.landingReadSlowMs;
      this.#watch.storeDown();
      batch.reject(fault);
    }
    this.#flights.checkIdle();
  }

  #hear(reply: GateReply): Look {
    for (const grant of reply.grants) this.#flights.start(grant, reply);
    const look = lookOf(reply, this.#parts.clock.monotonic());
    const sleepMs = reply.sleepUntil > 0 ? reply.sleepUntil - reply.now : Number.POSITIVE_INFINITY;
    // At least once a window, whatever there is to wait for: leases of those who wait are renewed.
    this.#nextStepAt = look.readAt + Math.min(sleepMs, reply.summary.window);
    this.#watch.heard(look);
    this.#last = look;
    return look;
  }

  async #read(): Promise<void> {
    const keys = this.#watch.keysToRead(this.#flights.keys());
    try {
      for (const ask of this.#watch.found(keys, await this.#parts.readLandings(keys))) {
        this.#mailbox.ask(ask, 0).then(
          ({ entered }) => this.#watch.moved(ask, entered),
          () => undefined,
        );
      }
    } catch {
      this.#watch.storeDown();
    }
  }
}
