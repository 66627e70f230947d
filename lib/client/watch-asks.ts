import { type Ask, type AskState, askOf, isWaiting } from "./ask-store";
import { READING_PARTS } from "./reading-parts";
import type { Tab } from "./tab";

/** One ask that became another. */
export type AskChange = {
  /** What is asked for, as of `wantedName` or `readingName`. */
  name: string;
  before: Ask;
  after: Ask;
  /** What came is newer than what was held when the wait began; of a reading, its parts tell. */
  landed: boolean;
  /** It was held back by the caller's interval, which this tab had not known of. */
  tooSoon: boolean;
};

/** Tells how asks changed, those of one moment together, until the returned function is called. */
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
      const held = tab.held.snapshot(name)?.snapshot.fetchedAt;
      if (isWaiting(after) && !isWaiting(was)) {
        begun.set(name, { copy: held, readyAt: now.callerReadyAt });
      }
      const { copy, readyAt = 0 } = begun.get(name) ?? {};
      const landed = isReading(name) || held !== copy;
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

function isReading(name: string): boolean {
  return Object.keys(READING_PARTS).some((composite) => name.endsWith(` ${composite}`));
}
