import type { Job } from "@/lib/contract/job";
import type { Entered } from "@/lib/gate/step";
import type { Story } from "@/lib/scans/story";
import type { DeskParts } from "./parts";

/**
 * Counts what the rows of a scan ask for. A row is asked for by machine, again and again until it
 * ends, and perhaps by several instances: only what is new is counted.
 */
export class RowAsks {
  readonly #desk: DeskParts;
  readonly #story: Story;
  /** Rows that are refused just now. */
  readonly #denied = new Set<number>();

  constructor(desk: DeskParts, story: Story) {
    this.#desk = desk;
    this.#story = story;
  }

  /** A fresh copy was its answer. */
  noteFresh({ resource }: Job): void {
    this.#desk.recorder.countAsk("hits", this.#story.order.caller, resource);
  }

  noteEntered(row: number, { resource }: Job, entered: Entered): void {
    const { caller } = this.#story.order;
    const { recorder } = this.#desk;
    switch (entered.kind) {
      case "queued":
      case "running": {
        this.#denied.delete(row);
        // One that is in line already has its place from here or from another instance.
        const isFirst = this.#story.rows[row - 1]?.state === "waiting";
        if (entered.new) recorder.countAsk("misses", caller, resource);
        else if (isFirst) recorder.countAsk("shared", caller, resource);
        return;
      }
      case "landed":
        // Its copy is read with the next turn, and counted then.
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
