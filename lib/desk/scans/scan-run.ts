/**
 * A running scan in one process. While a client watches, it keeps a few rows in queue, writes their
 * results and reads what other processes wrote.
 * Several processes may run the same scan. They request the same rows as the same caller, so they
 * share tickets, and each row ends once. One turn at a time: write and read, then feed.
 */

import type { Services } from "@/lib/desk/base/services";
import { scanPolicy } from "@/lib/policy";
import type { ScanLog } from "@/lib/scans/scan-log";
import type { ScanAct, Synced } from "@/lib/scans/scans";
import type { RowEvent } from "@/lib/scans/stored-event";
import { endedRows } from "./scan-ask";
import { ScanRows } from "./scan-rows";
import { createScanSignal, type Presence, type ScanSignal } from "./scan-signal";

type Waiting<T> = { resolve(value: T): void; reject(fault: unknown): void };

export class ScanRun {
  readonly log: ScanLog;
  readonly #desk: Services;
  readonly #rows: ScanRows;
  readonly #presence: Presence<ScanRun> | undefined;
  /** Notified after each turn. */
  readonly news: ScanSignal;
  #changes: RowEvent[] = [];
  #acts: (Waiting<Synced> & { act: ScanAct })[] = [];
  #turns: Waiting<void>[] = [];
  #wake = new AbortController();
  #lookers = 0;
  #lookedUntil = 0;
  /** Stopped here for good, or deleted everywhere: both take no further turn. */
  #life: "open" | "stopped" | "deleted" = "open";
  #running: Promise<void> | null = null;

  constructor(desk: Services, log: ScanLog, presence?: Presence<ScanRun>) {
    this.#desk = desk;
    this.#presence = presence;
    this.log = log;
    this.news = createScanSignal(desk.clock);
    this.#rows = new ScanRows(desk, log, (changes) => this.report(changes));
  }

  get isResting(): boolean {
    return this.#running === null && this.#lookers === 0;
  }

  get isDeleted(): boolean {
    return this.#life === "deleted";
  }

  /** Quotes of the rows that are in queue. */
  get quotes() {
    return this.#rows.quotes();
  }

  /** Adds events to write in the next turn. */
  report(changes: readonly RowEvent[]): void {
    this.#changes.push(...changes);
    this.#wake.abort();
  }

  /** Keeps the scan running for `forMs` from now. */
  watchFor(forMs: number): void {
    this.#lookUntil(forMs);
    this.#begin();
  }

  /**
   * Keeps the scan running until the returned function is called, and for `lingerMs()` after that.
   */
  hold(lingerMs: () => number): () => void {
    this.#lookers += 1;
    this.#begin();
    return () => {
      this.#lookers -= 1;
      this.watchFor(lingerMs());
    };
  }

  /**
   * Queues a person's act for the next turn and keeps the scan running for `lookMs`. Rejects with
   * StoreFault.
   */
  act(act: ScanAct, lookMs: number): Promise<Synced> {
    this.#lookUntil(lookMs);
    return new Promise((resolve, reject) => {
      this.#acts.push({ act, resolve, reject });
      this.#begin();
    });
  }

  /** Resolves when everything in the store so far was read. Rejects with StoreFault. */
  caughtUp(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#turns.push({ resolve, reject });
      this.#begin();
    });
  }

  /** Resolves when the scan stops running here. */
  over(): Promise<void> {
    return this.#running ?? Promise.resolve();
  }

  /** Stops the scan here for good, even while clients watch. */
  stop(): void {
    if (this.#life === "open") this.#life = "stopped";
    this.#wake.abort();
  }

  #lookUntil(forMs: number): void {
    const until = this.#desk.clock.monotonic() + forMs;
    this.#lookedUntil = Math.max(this.#lookedUntil, until);
  }

  #begin(): void {
    this.#wake.abort();
    if (!this.#running) this.#presence?.begins(this);
    this.#running ??= this.#run().finally(() => {
      this.#running = null;
      // A request or watcher that arrived while the last turn ended needs a new turn.
      if (this.#isAsked() || this.#keepsRunning()) this.#begin();
      else if (this.isResting) this.#presence?.rests(this);
    });
  }

  /** Whether a caller waits for the next turn. */
  #isAsked(): boolean {
    return this.#acts.length + this.#turns.length > 0;
  }

  #isLookedAt(): boolean {
    if (this.#life !== "open" || this.log.state === "ended") return false;
    return this.#lookers > 0 || this.#desk.clock.monotonic() < this.#lookedUntil;
  }

  /** Whether only a person's act can change the scan. */
  #isQuiet(): boolean {
    return this.log.state === "paused" && this.#rows.isEmpty();
  }

  /** While the scan is quiet, only streams need turns. */
  #keepsRunning(): boolean {
    return this.#isLookedAt() && (this.#lookers > 0 || !this.#isQuiet());
  }

  async #run(): Promise<void> {
    for (;;) {
      this.#wake = new AbortController();
      const isSynced = await this.#turn();
      const hasNews = this.#isAsked() || (isSynced && this.#changes.length > 0);
      if (this.#life !== "open" || !(hasNews || this.#keepsRunning())) break;
      await this.#desk.clock.sleep(this.#restMs(isSynced), this.#wake.signal);
    }
    this.#rows.letGo();
  }

  #restMs(isSynced: boolean): number {
    if (!isSynced || this.#rows.isRefused()) return scanPolicy.refusedRetryMs;
    return this.#isQuiet() ? scanPolicy.pausedSyncMs : scanPolicy.syncMs;
  }

  /** Writes and reads, then feeds. False: the store did not respond. */
  async #turn(): Promise<boolean> {
    try {
      const synced = await this.#write();
      if (synced.kind === "deleted") this.#life = "deleted";
      this.news.notify();
      if (synced.kind === "synced" && this.#isLookedAt()) {
        // Rows may have ended while others were written.
        await this.#rows.feed(synced.share, endedRows(this.#changes));
      }
      return true;
    } catch {
      // Callers waiting for this turn were rejected. Watchers are notified once the store responds.
      return false;
    }
  }

  /** Unwritten events are kept for the next attempt. */
  async #write(): Promise<Synced> {
    const [changes, turns] = [this.#changes, this.#turns];
    const first = this.#acts.shift();
    [this.#changes, this.#turns] = [[], []];
    try {
      // An act counts as a look even if the scan has ended: a retry must show it as running.
      const isLooked = first !== undefined || this.#isLookedAt();
      const isUnattended = !isLooked && turns.length === 0;
      const wish = { changes, ...(first && { act: first.act }), isLooked, isUnattended };
      const synced = await this.#desk.scans.sync(this.log, wish);
      first?.resolve(synced);
      for (const { resolve } of turns) resolve();
      return synced;
    } catch (fault) {
      this.#changes = [...changes, ...this.#changes];
      for (const { reject } of turns) reject(fault);
      first?.reject(fault);
      throw fault;
    }
  }
}
