/**
 * A scan on its way, on one instance: while somebody looks it feeds the line with a few of its rows,
 * writes down what becomes of them, and hears what other instances wrote.
 *
 * Several instances may run the same scan: they ask for the same rows as the same caller, so they
 * share the tickets, and a row takes its end once. One turn at a time: write and hear, then feed.
 */
import { scanPolicy } from "@/lib/policy";
import type { ScanAct, Synced } from "@/lib/scans/scans";
import type { RowEvent } from "@/lib/scans/stored-event";
import type { Story } from "@/lib/scans/story";
import type { DeskParts } from "./parts";
import { createScanNews, type ScanNews } from "./scan-news";
import { ScanRows } from "./scan-rows";

type Waiting<T> = { resolve(value: T): void; reject(fault: unknown): void };

export class ScanRun {
  readonly story: Story;
  readonly #desk: DeskParts;
  readonly #rows: ScanRows;
  /** Told after each turn. */
  readonly news: ScanNews;
  #changes: RowEvent[] = [];
  #acts: (Waiting<Synced> & { act: ScanAct })[] = [];
  #turns: Waiting<void>[] = [];
  #wake = new AbortController();
  #lookers = 0;
  #lookedUntil = 0;
  #isStopped = false;
  #isDeleted = false;
  #running: Promise<void> | null = null;

  constructor(desk: DeskParts, story: Story) {
    this.#desk = desk;
    this.story = story;
    this.news = createScanNews(desk.clock);
    this.#rows = new ScanRows(desk, story, (changes) => this.tell(changes));
  }

  get isResting(): boolean {
    return this.#running === null && this.#lookers === 0;
  }

  get isDeleted(): boolean {
    return this.#isDeleted;
  }

  /** How near its next rows are, as far as they are in line. */
  get quotes() {
    return this.#rows.quotes();
  }

  /** What became of rows: to be written with the next turn. */
  tell(changes: readonly RowEvent[]): void {
    this.#changes.push(...changes);
    this.#wake.abort();
  }

  /** Somebody looks now: it moves for `forMs` from here on. */
  look(forMs: number): void {
    this.#lookUntil(forMs);
    this.#begin();
  }

  /** Somebody looks until what is returned is called; then it goes on for `lingerMs()`. */
  hold(lingerMs: () => number): () => void {
    this.#lookers += 1;
    this.#begin();
    return () => {
      this.#lookers -= 1;
      this.look(lingerMs());
    };
  }

  /**
   * A person's act, written by the next turn; acting is looking, and the scan moves for `lookMs` from
   * here on. Rejects with StoreFault.
   */
  act(act: ScanAct, lookMs: number): Promise<Synced> {
    this.#lookUntil(lookMs);
    return new Promise((resolve, reject) => {
      this.#acts.push({ act, resolve, reject });
      this.#begin();
    });
  }

  /** Resolves when all that the store has by now was heard. Rejects with StoreFault. */
  heard(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#turns.push({ resolve, reject });
      this.#begin();
    });
  }

  /** Resolves when it rests here. */
  over(): Promise<void> {
    return this.#running ?? Promise.resolve();
  }

  /** It rests here from now on, whoever looks. */
  stop(): void {
    this.#isStopped = true;
    this.#wake.abort();
  }

  #lookUntil(forMs: number): void {
    const until = this.#desk.clock.monotonic() + forMs;
    this.#lookedUntil = Math.max(this.#lookedUntil, until);
  }

  #begin(): void {
    this.#wake.abort();
    this.#running ??= this.#run().finally(() => {
      this.#running = null;
      // Who asked or looked after the last turn had begun to end is not to wait for the next one.
      if (this.#isAsked() || this.#goesOn()) this.#begin();
    });
  }

  /** Somebody waits for the next turn. */
  #isAsked(): boolean {
    return this.#acts.length + this.#turns.length > 0;
  }

  #isLookedAt(): boolean {
    if (this.#isStopped || this.#isDeleted || this.story.state === "ended") return false;
    return this.#lookers > 0 || this.#desk.clock.monotonic() < this.#lookedUntil;
  }

  /** Only somebody's act can change it. */
  #isQuiet(): boolean {
    return this.story.state === "paused" && this.#rows.isEmpty();
  }

  /** While it is quiet there is nothing to do here but to tell a stream. */
  #goesOn(): boolean {
    return this.#isLookedAt() && (this.#lookers > 0 || !this.#isQuiet());
  }

  async #run(): Promise<void> {
    for (;;) {
      this.#wake = new AbortController();
      const isHeard = await this.#turn();
      const hasNews = this.#isAsked() || (isHeard && this.#changes.length > 0);
      if (this.#isStopped || this.#isDeleted || !(hasNews || this.#goesOn())) break;
      await this.#desk.clock.sleep(this.#restMs(isHeard), this.#wake.signal);
    }
    this.#rows.letGo();
  }

  #restMs(isHeard: boolean): number {
    if (!isHeard || this.#rows.isRefused()) return scanPolicy.refusedRetryMs;
    return this.#isQuiet() ? scanPolicy.pausedSyncMs : scanPolicy.syncMs;
  }

  /** Rows whose end came while others were written. */
  #unwritten(): Set<number> {
    return new Set(this.#changes.flatMap(({ event, row }) => (event === "queued" ? [] : [row])));
  }

  /** Writes and hears, then feeds. False: the store did not answer. */
  async #turn(): Promise<boolean> {
    try {
      const synced = await this.#write();
      this.#isDeleted = synced.kind === "deleted";
      this.news.tell();
      if (synced.kind === "synced" && this.#isLookedAt()) {
        await this.#rows.feed(synced.share, this.#unwritten());
      }
      return true;
    } catch {
      // Whoever waits for this turn was told; the others hear when it works again.
      return false;
    }
  }

  /** What was to be written is kept when it could not be. */
  async #write(): Promise<Synced> {
    const [changes, turns] = [this.#changes, this.#turns];
    const first = this.#acts.shift();
    [this.#changes, this.#turns] = [[], []];
    try {
      const act = first ? { act: first.act } : {};
      // An act is a look even at a scan that has ended: its retry is to be told as running.
      const isLooked = first !== undefined || this.#isLookedAt();
      const isUnattended = !isLooked && turns.length === 0;
      const wish = { changes, ...act, isLooked, isUnattended };
      const synced = await this.#desk.scans.sync(this.story, wish);
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
