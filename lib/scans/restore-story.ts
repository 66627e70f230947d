import { storePolicy } from "@/lib/policy";
import type { Store } from "@/lib/redis/store";
import { restoreScanScript } from "./restore-scan.lua";
import type { RowEvent } from "./stored-event";
import {
  beginStory,
  continueStory,
  kilobytesOf,
  lettersOf,
  pieceOf,
  rewriteStory,
  type Story,
} from "./story";

/** `names`: the scan's keys, as the scripts take them. */
export type Place = { store: Store; names: string[] };

/**
 * The store has lost the scan, or what it has goes on otherwise than `story`. What it lost is written
 * as the story tells it. Where somebody wrote other events meanwhile those are taken, and the edition
 * counts up: whoever was told the old ones must be told the whole. Returns the ends of rows that
 * only the old ones had, to be written again.
 */
export async function restoreStory(place: Place, story: Story): Promise<RowEvent[]> {
  const kept = await readLines(place, story);
  const isPart = kept.every((line, index) => line === story.lines[index]);
  const ends = isPart ? [] : story.events.filter((event) => event !== null && "row" in event);
  if (!isPart) rewriteStory(story, kept);
  const size = pieceOf(story);
  const until = beginStory(story);
  continueStory(until, kept);
  do {
    const from = until.lines.length;
    continueStory(until, story.lines.slice(from, from + size));
    if (!(await writePiece(place, until, from))) break;
  } while (until.lines.length < story.lines.length);
  return ends.filter(({ event, row }) => event !== "queued" && isOpen(story, row));
}

function isOpen({ rows }: Story, row: number): boolean {
  const state = rows[row - 1]?.state;
  return state === "waiting" || state === "running";
}

async function readLines({ store, names }: Place, story: Story): Promise<string[]> {
  const size = pieceOf(story);
  const lines: string[] = [];
  for (;;) {
    const some = await store.redis.lrange(names[1] ?? "", lines.length, lines.length + size - 1);
    lines.push(...some);
    if (some.length < size) return lines;
  }
}

/** The story's events after those that the store has, which are `from`; false: it has others by now. */
async function writePiece({ store, names }: Place, story: Story, from: number) {
  const { id, order, createdAt, lines } = story;
  const argument = {
    ...{ id, order: JSON.stringify(order), createdAt },
    ...{ rows: lettersOf(story), state: story.state, kilobytes: kilobytesOf(order) },
    ...{ length: from, last: lines[from - 1] ?? "" },
  };
  const words = [JSON.stringify(argument), ...lines.slice(from)];
  const budget = storePolicy.requestBudgetMs;
  return (await store.run(restoreScanScript, names, words, budget)) === "restored";
}
