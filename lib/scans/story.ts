import { z } from "zod";
import { prioritySchema } from "@/lib/contract/priority";
import type { Problem } from "@/lib/contract/problem";
import type { StoredSnapshot } from "@/lib/contract/snapshot";
import { wantedSchema } from "@/lib/contract/wanted";
import { scanPolicy } from "@/lib/policy";
import { decodeEvent, type StoredEvent, tagOf } from "./stored-event";

/** What a scan was asked to do: it never changes. */
export const scanOrderSchema = z.object({
  caller: z.string(),
  /** Of a first request, which comes without a cookie: the id that the cookie of its answer gives. */
  offered: z.string().optional(),
  priority: prioritySchema,
  wanted: z.array(wantedSchema).min(1),
});
export type ScanOrder = z.infer<typeof scanOrderSchema>;

/** How a row stands. */
export type RowStanding =
  | { state: "waiting" | "running" }
  | { state: "completed"; snapshot: StoredSnapshot; source: "upstream" | "cache" }
  | { state: "failed"; problem: Problem };

/**
 * A scan as its events tell it: what one instance knows of it. The store's list is the truth; this
 * is a copy of it, and enough to write it anew when the store has lost it.
 */
export type Story = {
  id: string;
  order: ScanOrder;
  /** Store ms. */
  createdAt: number;
  lookedAt: number;
  state: "running" | "paused" | "ended";
  rows: RowStanding[];
  /** Lines of the list, as the store has them; the event of each; null: of another version. */
  lines: string[];
  events: (StoredEvent | null)[];
  /** How its rows stand, and how they stood after each event: the story is told without counting anew. */
  tally: Tally;
  tallies: Tally[];
  /** Counts up when what was known before turned out not to be what the store has. */
  edition: number;
};

type Beginning = Pick<Story, "id" | "order" | "createdAt" | "lookedAt">;

export function beginStory(beginning: Beginning): Story {
  const rows = beginning.order.wanted.map((): RowStanding => ({ state: "waiting" }));
  const tally = { done: 0, failed: 0, total: rows.length };
  const told = { lines: [], events: [], tally, tallies: [] };
  return { ...beginning, state: "running", rows, ...told, edition: 0 };
}

export function continueStory(story: Story, lines: readonly string[]): void {
  for (const line of lines) {
    const event = decodeEvent(line);
    story.lines.push(line);
    story.events.push(event);
    if (event) apply(story, event);
    story.tallies.push(story.tally);
  }
}

/** From the beginning, with other lines: those known were not the store's. */
export function rewriteStory(story: Story, lines: readonly string[]): void {
  const { edition } = story;
  Object.assign(story, beginStory(story), { edition: edition + 1 });
  continueStory(story, lines);
}

function apply(story: Story, event: StoredEvent): void {
  const put = (row: number, standing: RowStanding) => {
    const before = story.rows[row - 1];
    if (!before) return;
    story.rows[row - 1] = standing;
    if (before.state !== standing.state) story.tally = moved(story.tally, before, standing);
  };
  switch (event.event) {
    case "queued":
      put(event.row, { state: "running" });
      break;
    case "completed": {
      const { snapshot, source } = event;
      put(event.row, { state: "completed", snapshot, source });
      break;
    }
    case "failed":
      put(event.row, { state: "failed", problem: event.problem });
      break;
    case "paused":
      story.state = "paused";
      story.rows = story.rows.map((row) => (row.state === "running" ? { state: "waiting" } : row));
      break;
    case "resumed":
      story.state = "running";
      for (const row of event.retried) put(row, { state: "waiting" });
      break;
    case "end":
      story.state = "ended";
      break;
    default:
      event satisfies never;
  }
}

const LETTERS = { waiting: "w", running: "q", completed: "c", failed: "f" } as const;

/** One letter a row, as the scripts keep them. */
export function lettersOf({ rows }: Pick<Story, "rows">): string {
  return rows.map(({ state }) => LETTERS[state]).join("");
}

/** Events that go over the wire together. */
export function pieceOf({ order }: Pick<Story, "order">): number {
  return Math.floor(scanPolicy.pieceKilobytes / rowKilobytes(order));
}

/** What a scan's rows may come to. */
export function kilobytesOf(order: ScanOrder): number {
  return order.wanted.length * rowKilobytes(order);
}

function rowKilobytes({ wanted }: ScanOrder): number {
  return scanPolicy.rowKilobytes[wanted[0]?.resource ?? "gex"];
}

export type Tally = { done: number; failed: number; total: number };

function moved(tally: Tally, from: RowStanding, to: RowStanding): Tally {
  const change = (state: RowStanding["state"]) =>
    Number(to.state === state) - Number(from.state === state);
  const { done, failed, total } = tally;
  return { done: done + change("completed"), failed: failed + change("failed"), total };
}

export function tallyLetters(letters: string): Tally {
  const count = (letter: string) => letters.split(letter).length - 1;
  return { done: count(LETTERS.completed), failed: count(LETTERS.failed), total: letters.length };
}

/** Names the event at a place of the list (0: before the first); `abc12345` names who wrote it. */
export function eventIdAt({ lines }: Pick<Story, "lines">, length: number): string {
  const line = lines[length - 1];
  return line === undefined ? "0" : `${length}-${tagOf(line)}`;
}

/** How many events an id has behind it; null: it is not of this story. `.n` counts what is between. */
export function findEvent(story: Pick<Story, "lines">, id: string): number | null {
  const [, name = "", length = ""] = /^((\d{1,7})(?:-[\w-]{8})?)(?:\.\d{1,7})?$/.exec(id) ?? [];
  const place = Number(length);
  return name !== "" && place <= story.lines.length && eventIdAt(story, place) === name
    ? place
    : null;
}
