import { type AskState, type AskStatus, askOf, isWaiting } from "@/lib/client/tab/ask-store";
import type { Tab } from "@/lib/client/tab/tab";
import { partsOfName, wantedName } from "@/lib/client/tab/wanted-name";
import { wantedOf } from "@/lib/contract/market/name-wanted";
import type { Composite } from "@/lib/contract/market/resource";
import { COMPOSITE_PARTS } from "@/lib/contract/values/resources";

/** A change in the status of one request. */
export type AskChange = {
  /** The requested resource, from `wantedName` or `readingName`. */
  name: string;
  before: AskStatus;
  after: AskStatus;
  /**
   * True if newer data arrived than was cached when the wait began. For a reading: it was answered
   * whole.
   */
  loaded: boolean;
  /** The caller's interval refused it, and this tab did not know of that interval. */
  tooSoon: boolean;
};

/**
 * Reports status changes until the returned function is called. Changes of one moment come
 * together. A reading with parts that wait or were refused is reported by those parts.
 */
export function watchAsks(tab: Tab, notify: (changes: AskChange[]) => void): () => void {
  let before: AskState = tab.asks.state();
  let gathered: AskChange[] = [];
  let isDue = false;
  /** The cached copy when the wait began, and the interval known then. */
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
      const held = tab.cache.snapshot(name)?.snapshot.fetchedAt;
      if (isWaiting(after) && !isWaiting(was)) {
        begun.set(name, { copy: held, readyAt: now.callerReadyAt });
      }
      const { copy, readyAt = 0 } = begun.get(name) ?? {};
      const loaded = parts.length > 0 || held !== copy;
      const tooSoon = was.kind === "asking" && !loaded && now.callerReadyAt > readyAt;
      gathered.push({ name, before: was, after, loaded, tooSoon });
    }
    if (isDue || gathered.length === 0) return;
    isDue = true;
    queueMicrotask(flush);
  });

  function flush(): void {
    const changes = gathered;
    gathered = [];
    isDue = false;
    notify(changes);
  }
}

/** The names of a reading's parts; none for anything else. */
function partsOf(name: string): string[] {
  const { symbol, what } = partsOfName(name);
  if (!isComposite(what)) return [];
  return COMPOSITE_PARTS[what].map((resource) => wantedName(wantedOf(resource, symbol)));
}

function isComposite(what: string): what is Composite {
  return Object.hasOwn(COMPOSITE_PARTS, what);
}
