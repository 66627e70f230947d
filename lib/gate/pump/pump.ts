/**
 * The pump: one claim loop per instance. Each step claims the best job in the queue, no matter
 * which instance enqueued it. It runs while this instance has waiters. Invariants: one step at a
 * time. A call needs a grant from a step and is made within `sendWithin` of the request for it.
 * Every call ends in one settlement. No timer starts a run, only a request does.
 */
import { EventEmitter } from "node:events";
import type { Clock } from "@/lib/clock";
import type { Gate, GateReply } from "@/lib/gate/create-gate";
import {
  type DetailedGateSnapshot,
  type GateSnapshot,
  gateSnapshotOf,
} from "@/lib/gate/gate-snapshot";
import { holdTime } from "@/lib/gate/script/hold-time";
import type { Ask, Control, Entered, EnteredPlace, Place } from "@/lib/gate/step";
import { gatePolicy } from "@/lib/policy";
import { createCancellableSleep } from "./cancellable-sleep";
import { type CallEnd, createFlights, type Execute } from "./flights";
import { createLandingReads } from "./landing-reads";
import { createMailbox } from "./mailbox";
import type { Landing, Progress } from "./waiter";
import { Watch } from "./watch";

type Parts = {
  gate: Gate;
  execute: Execute;
  upstreamTimeoutMs: number;
  /** Reads from the cache how jobs ended in other instances. One plain read. */
  readLandings(keys: string[]): Promise<Landing[]>;
  clock: Clock;
};

export class Pump {
  /** Emits each ticket that this instance received from the gate. Every open stream listens. */
  readonly places = new EventEmitter<{ given: [ask: Ask, place: EnteredPlace] }>();
  readonly #parts: Parts;
  readonly #mailbox = createMailbox(() => this.#wake());
  readonly #watch: Watch;
  readonly #flights;
  readonly #sleep;
  readonly #reads;
  #stopped = false;
  #running = false;
  /** The step in progress. It may return grants. */
  #stepping: Promise<void> = Promise.resolve();
  /** Whether the last step tried to claim. Otherwise its reply does not say when calls are legal. */
  #claimed = true;
  #nextStepAt = 0;
  #restUntil = 0;
  /**
   * Keys granted to this instance although it cannot call them. They are not granted to it again.
   */
  readonly #unable = new Set<string>();
  #last: GateSnapshot | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.places.setMaxListeners(0);
    this.#watch = new Watch(parts.clock, holdTime(parts.upstreamTimeoutMs));
    this.#sleep = createCancellableSleep(parts.clock);
    this.#reads = createLandingReads({
      ...parts,
      watch: this.#watch,
      wake: () => this.#sleep.cancel(),
      ask: (ask) => this.#mailbox.ask(ask, 0),
    });
    const landed = (key: string, end: CallEnd) => {
      const isUnable = end.slot === "unsent" && end.problem === "not-offered";
      if (isUnable && end.job === "again") this.#unable.add(key);
      this.#watch.ended(key, end);
    };
    this.#flights = createFlights({ ...parts, landed, wake: () => this.#wake() });
  }

  /** Enters the queue. Resolves with the gate's reply. Rejects with StoreFault. */
  async enter(
    ask: Ask,
    seenSequence = 0,
  ): Promise<{ entered: Entered; gateSnapshot: GateSnapshot }> {
    const answer = await this.#mailbox.ask(ask, seenSequence);
    if ("ticket" in answer.entered) this.places.emit("given", ask, answer.entered);
    return answer;
  }

  /**
   * Subscribes to a job until it ends. Returns an unsubscribe function, which returns true if the
   * ticket has no other local waiter.
   */
  watch(place: EnteredPlace, ask: Ask, listener: (progress: Progress) => void): () => boolean {
    const stopWatching = this.#watch.add(place, ask, listener, this.#last);
    this.#wake();
    return () => {
      this.#sleep.cancel();
      return stopWatching();
    };
  }

  /** Whether a local waiter has this caller's ticket. */
  isAwaited(of: Pick<Ask, "key" | "caller">): boolean {
    return this.#watch.isAwaited(of);
  }

  /** Cancels a ticket of any caller. Does nothing if it is gone. Rejects with StoreFault. */
  cancel(place: Place): Promise<void> {
    return this.#mailbox.cancel(place);
  }

  /** Does an admin's action. Resolves with the state after it. Rejects with StoreFault. */
  control(act: Control): Promise<GateSnapshot> {
    return this.#mailbox.control(act);
  }

  /** Reads the gate with one step. Uses no slot. `mine`: the caller whose tickets to list. */
  snapshot(mine = ""): Promise<GateSnapshot> {
    return this.#mailbox.snapshot(mine);
  }

  /** Reads the gate with the next step, at most `withinMs` later. Null if `signal` aborts first. */
  snapshotWithin(
    withinMs: number,
    mine: string,
    signal: AbortSignal,
  ): Promise<GateSnapshot | null> {
    return this.#mailbox.snapshotLater(mine, this.#parts.clock.monotonic() + withinMs, signal);
  }

  /** Reads the gate with every slot, job and ticket, for an admin. Rejects with StoreFault. */
  detailedSnapshot(): Promise<DetailedGateSnapshot> {
    return this.#mailbox.detail();
  }

  /** The gate snapshot of the last step, if it is at most `maxAgeMs` old. Default: any age. */
  lastSnapshot(maxAgeMs = Number.POSITIVE_INFINITY): GateSnapshot | null {
    const last = this.#last;
    return last && this.#parts.clock.monotonic() - last.readAt <= maxAgeMs ? last : null;
  }

  /**
   * Resolves when the calls in flight now, and those of a step in progress, have ended and are
   * settled.
   */
  async idle(): Promise<void> {
    await this.#stepping;
    await this.#flights.idle();
  }

  /** Stops claiming. Calls in flight finish and settle. */
  stop(): Promise<void> {
    this.#stopped = true;
    return this.idle();
  }

  #wake(): void {
    this.#sleep.cancel();
    if (this.#running) return;
    this.#running = true;
    this.#parts.gate.startRun();
    void this.#run();
  }

  /** When the next step is needed, monotonic ms. Infinity when there is nothing to do. */
  #stepDueAt(): number {
    const hasWaiters = this.#watch.size() > 0;
    // The last step claimed nothing because there were no waiters. Now there are.
    if (hasWaiters && !this.#claimed && !this.#stopped) return Number.NEGATIVE_INFINITY;
    const wantedAt = Math.min(this.#nextStepAt, this.#watch.stepBy());
    const claimAt = hasWaiters ? Math.max(this.#restUntil, wantedAt) : Number.POSITIVE_INFINITY;
    const hasSettlements = this.#flights.pending().length > 0;
    const settleAt = hasSettlements ? this.#restUntil : Number.POSITIVE_INFINITY;
    return Math.min(this.#mailbox.dueAt(), claimAt, settleAt);
  }

  async #run(): Promise<void> {
    const { clock } = this.#parts;
    for (;;) {
      const stepAt = this.#stepDueAt();
      if (stepAt === Number.POSITIVE_INFINITY) break;
      const local = this.#flights.keys();
      if (this.#reads.dueAt(local) <= clock.monotonic()) void this.#reads.read(local);
      if (stepAt <= clock.monotonic()) {
        this.#stepping = this.#step();
        await this.#stepping;
      } else await this.#sleep.until(Math.min(stepAt, this.#reads.dueAt(local)));
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
    const renewals = this.#watch.renewals();
    this.#claimed = claims;
    try {
      const own = { room, unable: [...this.#unable], stays: this.#watch.staysMs() };
      const reply = await gate.step({ ...batch.step, ...own, settle, renew: renewals.places });
      this.#flights.acknowledge(settle);
      const snapshot = this.#receive(reply);
      renewals.renewed(snapshot.now);
      batch.resolve(reply, snapshot);
    } catch (fault) {
      this.#restUntil = this.#nextStepAt = clock.monotonic() + gatePolicy.restAfterFaultMs;
      this.#watch.storeDown();
      batch.reject(fault);
    }
    this.#flights.checkIdle();
  }

  #receive(reply: GateReply): GateSnapshot {
    for (const grant of reply.grants) this.#flights.start(grant, reply);
    const snapshot = gateSnapshotOf(reply, this.#parts.clock.monotonic());
    const sleepMs = reply.sleepUntil > 0 ? reply.sleepUntil - reply.now : Number.POSITIVE_INFINITY;
    this.#nextStepAt = snapshot.readAt + sleepMs;
    this.#watch.update(snapshot);
    this.#last = snapshot;
    return snapshot;
  }
}
