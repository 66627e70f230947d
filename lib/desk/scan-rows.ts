import type { CacheReading } from "@/lib/cache/cache";
import type { Job } from "@/lib/contract/job";
import type { ProblemSlug } from "@/lib/contract/problem";
import type { Quote } from "@/lib/gate/quote";
import type { Ask } from "@/lib/gate/step";
import type { Progress } from "@/lib/gate/waiter";
import { gatePolicy, scanPolicy } from "@/lib/policy";
import type { RowEvent } from "@/lib/scans/stored-event";
import type { Story } from "@/lib/scans/story";
import { leaveLine } from "./leave-scan";
import type { DeskParts } from "./parts";
import { isFresh } from "./present-snapshot";
import { failure, problemOf } from "./refusal";
import { RowAsks } from "./row-asks";
import { askForRow, jobOfRow, openRows } from "./scan-ask";

/** A row in line or under way, watched here. */
type Place = { job: Job; since: number; stop(): void; quote: Quote | undefined };

/**
 * The rows of a scan that this instance has in line. `tell` hears what became of them; an empty list
 * says that there is room for others. Other instances may tell the same.
 */
export class ScanRows {
  readonly #desk: DeskParts;
  readonly #story: Story;
  readonly #asks: RowAsks;
  readonly #tell: (changes: RowEvent[]) => void;
  readonly #places = new Map<number, Place>();
  /** Landings that the gate named for a row, store ms: asked for again, only a later one counts. */
  readonly #landedAt = new Map<number, number>();
  readonly #notBefore = new Map<number, number>();
  #restUntil = 0;

  constructor(desk: DeskParts, story: Story, tell: (changes: RowEvent[]) => void) {
    this.#desk = desk;
    this.#story = story;
    this.#asks = new RowAsks(desk, story);
    this.#tell = tell;
  }

  quotes(): Quote[] {
    return [...this.#places.values()].flatMap(({ quote }) => quote ?? []);
  }

  isEmpty(): boolean {
    return this.#places.size === 0;
  }

  isRefused(): boolean {
    return this.#desk.clock.monotonic() < this.#restUntil;
  }

  /**
   * Brings as many rows into the line as it may have, without `ended` ones, whose end is not written
   * yet. A scan that is paused leaves it: what is under way finishes, and is watched until then.
   */
  async feed(share: number, ended: ReadonlySet<number>): Promise<void> {
    if (this.#story.state === "running") return this.#fill(share, ended);
    const waiting = [...this.#places].filter(([, { quote }]) => quote?.position !== 0);
    if (waiting.length === 0) return;
    for (const [row] of waiting) this.#take(row);
    await leaveLine(this.#desk, this.#story.order);
  }

  /** Nobody here waits for them any more: their tickets end with their leases. */
  letGo(): void {
    for (const row of [...this.#places.keys()]) this.#take(row);
  }

  async #fill(share: number, ended: ReadonlySet<number>): Promise<void> {
    if (this.isRefused()) return;
    const rows = this.#openRows(ended).slice(0, Math.max(0, share - this.#places.size));
    const due = rows.flatMap((row) => {
      const job = jobOfRow(this.#desk.upstream, this.#story.order, row);
      if (!job) this.#fail(row, "not-offered");
      return job ? [{ row, job }] : [];
    });
    const readings = await this.#desk.cache.readMany(due.map(({ job }) => job.key));
    await Promise.all(due.map(({ row, job }, index) => this.#begin(row, job, readings[index])));
  }

  /** Rows without an end that are not in line from here, the first ones first. */
  #openRows(ended: ReadonlySet<number>): number[] {
    const now = this.#desk.clock.monotonic();
    const isDue = (row: number) => (this.#notBefore.get(row) ?? 0) <= now;
    const isElsewhere = (row: number) => this.#places.has(row) || ended.has(row);
    return openRows(this.#story).filter((row) => isDue(row) && !isElsewhere(row));
  }

  /** A fresh copy is its answer; else it enters the line. */
  async #begin(row: number, job: Job, reading: CacheReading | undefined): Promise<void> {
    const { snapshot = null, now = 0 } = reading ?? {};
    const fetchedAt = Date.parse(snapshot?.fetchedAt ?? "") || 0;
    if (isFresh(snapshot, now)) {
      this.#asks.noteFresh(job);
      return this.#end(row, { event: "completed", row, source: "cache", snapshot });
    }
    const seen = Math.max(fetchedAt, this.#landedAt.get(row) ?? 0);
    await this.#enter(row, job, askForRow(this.#story.order, job, seen));
  }

  async #enter(row: number, job: Job, ask: Ask): Promise<void> {
    const { entered, look } = await this.#desk.pump.enter(ask);
    this.#asks.noteEntered(row, job, entered);
    switch (entered.kind) {
      case "queued":
      case "running": {
        const quote = look.quotes.get(entered.job);
        const place: Place = { job, since: entered.since, quote, stop: () => undefined };
        this.#places.set(row, place);
        place.stop = this.#desk.pump.watch(entered, ask, (told) => this.#hear(row, place, told));
        this.#tellQueued(row, quote);
        break;
      }
      case "landed":
        // A moment ago, by somebody's ask: the next turn reads it.
        this.#landedAt.set(row, entered.at);
        this.#tell([]);
        break;
      case "negative":
        this.#hearNegative(row, entered.problem, entered.untilAt - look.now);
        break;
      case "refused":
      case "open":
      case "absent":
      case "expired":
        this.#rest();
        break;
      default:
        entered satisfies never;
    }
  }

  /** Somebody else's failure of just now is waited out: it is no answer to a row, nor to a retry. */
  #hearNegative(row: number, problem: ProblemSlug, restMs: number): void {
    if (restMs > gatePolicy.negativeAnswerMs) this.#fail(row, problem);
    else this.#notBefore.set(row, this.#desk.clock.monotonic() + restMs);
  }

  #tellQueued(row: number, quote: Quote | undefined): void {
    if (this.#story.rows[row - 1]?.state !== "waiting") return;
    const waitSeconds = Math.round((quote?.landsInMs ?? 0) / 10) / 100;
    this.#tell([{ event: "queued", row, waitSeconds }]);
  }

  #hear(row: number, place: Place, progress: Progress): void {
    const { cache, lastKnown } = this.#desk;
    if (this.#places.get(row) !== place) return;
    if (progress.state === "waiting") place.quote = progress.quote;
    if (progress.state === "failed") this.#hearFailure(row, place, progress.problem);
    if (progress.state !== "landed") return;
    void cache.read(place.job.key).then(
      (reading) => this.#complete(row, place, reading),
      () => this.#complete(row, place, lastKnown.recall(place.job.key)),
    );
  }

  #hearFailure(row: number, place: Place, problem: ProblemSlug): void {
    if (problem === "queue-full" || problem === "store-unavailable") this.#rest();
    // Given up by its caller, or refused by a full line: no end of a row.
    if (problem === "gone" || problem === "queue-full") this.#drop(row);
    // The answer is here, if this instance made the call.
    else if (problem === "store-unavailable") {
      this.#complete(row, place, this.#desk.lastKnown.recall(place.job.key));
    } else this.#fail(row, problem);
  }

  /** What landed for a row. Without it the row is asked for again, once the cache was looked at. */
  #complete(row: number, { since }: Place, reading: CacheReading | null): void {
    const snapshot = reading?.snapshot;
    const isIt = snapshot && Date.parse(snapshot.fetchedAt) >= since;
    if (isIt) this.#end(row, { event: "completed", row, source: "upstream", snapshot });
    else this.#drop(row);
  }

  #fail(row: number, slug: ProblemSlug): void {
    this.#end(row, { event: "failed", row, problem: problemOf(failure(slug)) });
  }

  #end(row: number, event: RowEvent): void {
    this.#take(row);
    this.#landedAt.delete(row);
    this.#tell([event]);
  }

  #drop(row: number): void {
    this.#take(row);
    this.#tell([]);
  }

  #take(row: number): void {
    this.#places.get(row)?.stop();
    this.#places.delete(row);
  }

  #rest(): void {
    this.#restUntil = this.#desk.clock.monotonic() + scanPolicy.refusedRetryMs;
  }
}
