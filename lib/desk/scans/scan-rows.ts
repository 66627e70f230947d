import type { CacheReading } from "@/lib/cache/cache";
import type { ProblemSlug } from "@/lib/contract/problem";
import type { Job } from "@/lib/contract/queue/job";
import { isFresh } from "@/lib/desk/answer/present-snapshot";
import { failure, problemOf } from "@/lib/desk/answer/refusal";
import type { Services } from "@/lib/desk/base/services";
import { waitSeconds } from "@/lib/desk/queue/wait-seconds";
import type { Progress } from "@/lib/gate/pump/waiter";
import type { Quote } from "@/lib/gate/quote/quote";
import type { Ask } from "@/lib/gate/step";
import { gatePolicy, scanPolicy } from "@/lib/policy";
import type { ScanLog } from "@/lib/scans/scan-log";
import type { RowEvent } from "@/lib/scans/stored-event";
import { cancelScanTickets } from "./cancel-scan-tickets";
import { RowAsks } from "./row-asks";
import { askForRow, jobOfRow, openRows } from "./scan-ask";

/** A queued or running row, watched here. */
type Place = { job: Job; since: number; stop(): void; quote: Quote | undefined };

/**
 * The rows of a scan that this process has in queue. `tell` receives their events; an empty list
 * means that there is room for more rows. Other processes may report the same events.
 */
export class ScanRows {
  readonly #desk: Services;
  readonly #log: ScanLog;
  readonly #asks: RowAsks;
  readonly #report: (changes: RowEvent[]) => void;
  readonly #places = new Map<number, Place>();
  /**
   * Landing times that the gate reported for a row (store ms): its next request needs a later one.
   */
  readonly #landedAt = new Map<number, number>();
  readonly #notBefore = new Map<number, number>();
  #restUntil = 0;

  constructor(desk: Services, log: ScanLog, report: (changes: RowEvent[]) => void) {
    this.#desk = desk;
    this.#log = log;
    this.#asks = new RowAsks(desk, log);
    this.#report = report;
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
   * Enters as many rows as permitted, except `ended` ones, whose end is not written yet. A paused
   * scan's queued rows are canceled; calls in flight finish and stay watched until then.
   */
  async feed(share: number, ended: ReadonlySet<number>): Promise<void> {
    if (this.#log.state === "running") return this.#fill(share, ended);
    const waiting = [...this.#places].filter(([, { quote }]) => quote?.position !== 0);
    if (waiting.length === 0) return;
    for (const [row] of waiting) this.#take(row);
    await cancelScanTickets(this.#desk, this.#log.request);
  }

  /** Stops watching. The tickets expire with their leases. */
  letGo(): void {
    for (const row of [...this.#places.keys()]) this.#take(row);
  }

  async #fill(share: number, ended: ReadonlySet<number>): Promise<void> {
    if (this.isRefused()) return;
    const rows = this.#openRows(ended).slice(0, Math.max(0, share - this.#places.size));
    const due = rows.flatMap((row) => {
      const job = jobOfRow(this.#desk.upstream, this.#log.request, row);
      if (!job) this.#fail(row, "not-offered");
      return job ? [{ row, job }] : [];
    });
    const readings = await this.#desk.cache.readMany(due.map(({ job }) => job.key));
    await Promise.all(due.map(({ row, job }, index) => this.#begin(row, job, readings[index])));
  }

  /** Lists rows that have not ended and are not in queue from here, ascending. */
  #openRows(ended: ReadonlySet<number>): number[] {
    const now = this.#desk.clock.monotonic();
    const isDue = (row: number) => (this.#notBefore.get(row) ?? 0) <= now;
    const isElsewhere = (row: number) => this.#places.has(row) || ended.has(row);
    return openRows(this.#log).filter((row) => isDue(row) && !isElsewhere(row));
  }

  /** Answers a row from a fresh copy, or enters it. */
  async #begin(row: number, job: Job, reading: CacheReading | undefined): Promise<void> {
    const { snapshot = null, now = 0 } = reading ?? {};
    const fetchedAt = Date.parse(snapshot?.fetchedAt ?? "") || 0;
    if (isFresh(snapshot, now) && snapshot.resource !== "setups") {
      this.#asks.noteFresh(job);
      return this.#end(row, { event: "completed", row, source: "cache", snapshot });
    }
    const seen = Math.max(fetchedAt, this.#landedAt.get(row) ?? 0);
    await this.#enter(row, job, askForRow(this.#log.request, job, seen));
  }

  async #enter(row: number, job: Job, ask: Ask): Promise<void> {
    const { entered, gateSnapshot } = await this.#desk.pump.enter(ask);
    this.#asks.noteEntered(row, job, entered);
    switch (entered.kind) {
      case "queued":
      case "running": {
        const quote = gateSnapshot.quotes.get(entered.job);
        const place: Place = { job, since: entered.since, quote, stop: () => undefined };
        this.#places.set(row, place);
        place.stop = this.#desk.pump.watch(entered, ask, (progress) =>
          this.#onProgress(row, place, progress),
        );
        this.#reportQueued(row, quote);
        break;
      }
      case "landed":
        // Another request fetched it a moment ago: the next turn reads it.
        this.#landedAt.set(row, entered.at);
        this.#report([]);
        break;
      case "negative":
        this.#onNegative(row, entered.problem, entered.untilAt - gateSnapshot.now);
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

  /** Waits for another request's recent failure to expire: it answers neither a row nor a retry. */
  #onNegative(row: number, problem: ProblemSlug, restMs: number): void {
    if (restMs > gatePolicy.negativeAnswerMs) this.#fail(row, problem);
    else this.#notBefore.set(row, this.#desk.clock.monotonic() + restMs);
  }

  #reportQueued(row: number, quote: Quote | undefined): void {
    if (this.#log.rows[row - 1]?.state !== "waiting") return;
    this.#report([{ event: "queued", row, waitSeconds: waitSeconds(quote?.landsInMs ?? 0) }]);
  }

  #onProgress(row: number, place: Place, progress: Progress): void {
    const { cache, lastKnown } = this.#desk;
    if (this.#places.get(row) !== place) return;
    if (progress.state === "waiting") place.quote = progress.quote;
    if (progress.state === "failed") this.#onFailure(row, place, progress.problem);
    if (progress.state !== "landed") return;
    void cache.read(place.job.key).then(
      (reading) => this.#complete(row, place, reading),
      () => this.#complete(row, place, lastKnown.recall(place.job.key)),
    );
  }

  #onFailure(row: number, place: Place, problem: ProblemSlug): void {
    if (problem === "queue-full" || problem === "store-unavailable") this.#rest();
    // Canceled, or refused by a full queue: this does not end the row.
    if (problem === "gone" || problem === "queue-full") this.#release(row);
    // If this process made the call, it has the answer.
    else if (problem === "store-unavailable") {
      this.#complete(row, place, this.#desk.lastKnown.recall(place.job.key));
    } else this.#fail(row, problem);
  }

  /**
   * Completes a row with its landing. Without a copy the row is requested again after the next
   * cache read.
   */
  #complete(row: number, { since }: Place, reading: CacheReading | null): void {
    const snapshot = reading?.snapshot;
    const isIt = snapshot && Date.parse(snapshot.fetchedAt) >= since;
    if (isIt && snapshot.resource !== "setups")
      this.#end(row, { event: "completed", row, source: "upstream", snapshot });
    else this.#release(row);
  }

  #fail(row: number, slug: ProblemSlug): void {
    this.#end(row, { event: "failed", row, problem: problemOf(failure(slug)) });
  }

  #end(row: number, event: RowEvent): void {
    this.#take(row);
    this.#landedAt.delete(row);
    this.#report([event]);
  }

  #release(row: number): void {
    this.#take(row);
    this.#report([]);
  }

  #take(row: number): void {
    this.#places.get(row)?.stop();
    this.#places.delete(row);
  }

  #rest(): void {
    this.#restUntil = this.#desk.clock.monotonic() + scanPolicy.refusedRetryMs;
  }
}
