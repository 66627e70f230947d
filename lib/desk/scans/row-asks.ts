import type { Job } from "@/lib/contract/queue/job";
import type { Services } from "@/lib/desk/base/services";
import type { Entered } from "@/lib/gate/step";
import type { ScanLog } from "@/lib/scans/scan-log";

/**
 * Counts the requests that a scan's rows make. A row is requested repeatedly until it ends, and
 * possibly by several processes, so only what is new is counted.
 */
export class RowAsks {
  readonly #desk: Services;
  readonly #log: ScanLog;
  /** Rows whose last request was refused. */
  readonly #denied = new Set<number>();

  constructor(desk: Services, log: ScanLog) {
    this.#desk = desk;
    this.#log = log;
  }

  /** Counts a row that a fresh copy answered. */
  noteFresh({ resource }: Job): void {
    this.#desk.recorder.countAsk("hits", this.#log.request.caller, resource);
  }

  noteEntered(row: number, { resource }: Job, entered: Entered): void {
    const { caller } = this.#log.request;
    const { recorder } = this.#desk;
    switch (entered.kind) {
      case "queued":
      case "running": {
        this.#denied.delete(row);
        // A row already in queue got its ticket here or in another process before.
        const isFirst = this.#log.rows[row - 1]?.state === "waiting";
        if (entered.new) recorder.countAsk("misses", caller, resource);
        else if (isFirst) recorder.countAsk("shared", caller, resource);
        return;
      }
      case "landed":
        // The next turn reads its copy, and counts it then.
        return;
      case "negative":
      case "refused":
      case "open":
      case "absent":
      case "expired":
        if (!this.#denied.has(row)) recorder.countAsk("denied", caller, resource);
        this.#denied.add(row);
        return;
      default:
        entered satisfies never;
    }
  }
}
