import type { Composite } from "@/lib/contract/resource";
import { type Ask, type AskState, askOf, isWaiting } from "./ask-store";
import { READING_PARTS } from "./reading-parts";
import type { Tab } from "./tab";
import { plainWanted, wantedName } from "./wanted-name";

/** One ask that became another. */
export type AskChange = {
  /** What is asked for, as of `wantedName` or `readingName`. */
  name: string;
  before: Ask;
  after: Ask;
  /** What came is newer than what was held when the wait began; a reading: it was answered whole. */
  landed: boolean;
  /** It was held back by the caller's interval, which this tab had not known of. */
  tooSoon: boolean;
};

/**
 * Tells how asks changed, those of one moment together, until the returned function is called. Of the
 * answer to a reading whose parts wait still or were refused, these tell.
 */
export function watchAsks(tab: Tab, tell: (changes: AskChange[]) => void): () => void {
  let before: AskState = tab.asks.state();
  let gathered: AskChange[] = [];
  let isDue = false;
  /** The copy that was held when the wait began, and the interval that was known of. */
  const begun = new Map<string, { copy: string | undefined; readyAt: number }>();
  return tab.asks.subscribe(() => {
    const [earlier, now] = [before, tab.asks.state()];
    before = now;
    for (const [name, after] of now.asks) {
      const was = askOf(earlier, name);
      if (was.kind === after.kind) continue;
      const parts = partsOf(name);
      const areDone = parts.every((part) => askOf(now, part).kind === "idle");
      if (after.kind === "idle" && !areDone) continue;
      const held = tab.held.snapshot(name)?.snapshot.fetchedAt;
      if (isWaiting(after) && !isWaiting(was)) {
        begun.set(name, { copy: held, readyAt: now.callerReadyAt });
      }
      const { copy, readyAt = 0 } = begun.get(name) ?? {};
      const landed = parts.length > 0 || held !== copy;
      const tooSoon = was.kind === "asking" && !landed && now.callerReadyAt > readyAt;
      gathered.push({ name, before: was, after, landed, tooSoon });
    }
    if (isDue || gathered.length === 0) return;
    isDue = true;
    queueMicrotask(flush);
  });

  function flush(): void {
    const changes = gathered;
    gathered = [];
    isDue = false;
    tell(changes);
  }
}

/** The names of what a reading is made of; of anything else, none. */
function partsOf(name: string): string[] {
  const [symbol = "", what = ""] = name.split(" ");
  if (!isComposite(what)) return [];
  return READING_PARTS[what].map((resource) => wantedName(plainWanted(resource, symbol)));
}

function isComposite(what: string): what is Composite {
  return Object.hasOwn(READING_PARTS, what);
}
