/**
 * The pump: one loop in each running instance. Whoever is awake helps: it claims the best job of the
 * whole line, whoever asked, and goes on while anybody here waits.
 * Invariants: one step at a time; a call is made only for a grant of a step, within `sendWithin` of
 * having asked for it; every call ends in one settlement; no timer starts a run, only an ask does.
 */
import { EventEmitter } from "node:events";
import type { Clock } from "@/lib/clock";
import { gatePolicy } from "@/lib/policy";
import type { Gate, GateReply } from "./create-gate";
import { type CallEnd, createFlights, type Execute } from "./flights";
import { type DetailedLook, type Look, lookOf } from "./look";
import { createMailbox } from "./mailbox";
import { createNap } from "./nap";
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
  /** Tells of each place that an ask was given here; every open stream listens. */
  readonly places = new EventEmitter<{ given: [ask: Ask, place: EnteredPlace] }>();
  readonly #parts: Parts;
  readonly #mailbox = createMailbox(() => this.#wake());
  readonly #watch: Watch;
  readonly #flights;
  readonly #nap;
  #stopped = false;
  #running = false;
  /** The step on its way: it may bring a call. */
  #stepping: Promise<void> = Promise.resolve();
  /** Whether the last step asked for calls: one that did not says nothing of when they may go. */
  #claimed = true;
  #nextStepAt = 0;
  #restUntil = 0;
  #last: Look | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.places.setMaxListeners(0);
    this.#watch = new Watch(parts.clock);
    this.#nap = createNap(parts.clock);
    const landed = (key: string, end: CallEnd) => this.#watch.ended(key, end);
    this.#flights = createFlights({ ...parts, landed, wake: () => this.#wake() });
  }

  /** Asks for a place; resolves with what the gate said. Rejects with StoreFault. */
  async enter(ask: Ask, seenSequence = 0): Promise<{ entered: Entered; look: Look }> {
    const answer = await this.#mailbox.ask(ask, seenSequence);
    if ("ticket" in answer.entered) this.places.emit("given", ask, answer.entered);
    return answer;
  }

  /** Hears of a job until its end. Returns the way to stop: true, nobody else waits in this place. */
  watch(place: EnteredPlace, ask: Ask, listener: (progress: Progress) => void): () => boolean {
    const quote = this.#last?.quotes.get(place.job);
    const stopWatching = this.#watch.add(place, ask, listener, quote?.landsInMs ?? 0);
    this.#wake();
    return () => {
      this.#nap.end();
      return stopWatching();
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

  /** The same with the next step anyway, within `withinMs`; null when `signal` aborts first. */
  lookWithin(withinMs: number, mine: string, signal: AbortSignal): Promise<Look | null> {
    return this.#mailbox.lookLater(mine, this.#parts.clock.monotonic() + withinMs, signal);
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

  /** Resolves when the calls under way now, and what a step on its way brings, are over and settled. */
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
    this.#nap.end();
    if (this.#running) return;
    this.#running = true;
    this.#parts.gate.startRun();
    void this.#run();
  }

  /** When the next step is wanted, monotonic ms; never, when there is nothing to do. */
  #stepDueAt(): number {
    const hasWaiters = this.#watch.size() > 0;
    // They began to wait after a step that claimed nothing, for want of anybody who waits.
    if (hasWaiters && !this.#claimed && !this.#stopped) return Number.NEGATIVE_INFINITY;
    const claimAt = hasWaiters ? this.#nextStepAt : Number.POSITIVE_INFINITY;
    const isUntold = this.#flights.pending().length > 0;
    const tellAt = isUntold ? this.#restUntil : Number.POSITIVE_INFINITY;
    return Math.min(this.#mailbox.dueAt(), claimAt, tellAt);
  }

  async #run(): Promise<void> {
    const { clock } = this.#parts;
    for (;;) {
      const stepAt = this.#stepDueAt();
      if (stepAt === Number.POSITIVE_INFINITY) break;
      const readAt = this.#watch.nextReadAt(this.#flights.keys());
      if (stepAt <= clock.monotonic()) {
        this.#stepping = this.#step();
        await this.#stepping;
      } else if (readAt <= clock.monotonic()) await this.#read();
      else await this.#nap.until(Math.min(stepAt, readAt));
    }
    this.#running = false;
    this.#flights.checkIdle();
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
