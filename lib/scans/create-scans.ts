/**
 * Scans in the store. Invariants:
 * 1. A scan's events are a list that only grows; an event's place in it is its id.
 * 2. A row takes its end once, whoever writes it and however often it is replayed.
 * 3. Every key has a TTL; what is deleted stays deleted.
 */
import type { Keys } from "@/lib/redis/keys";
import type { Store } from "@/lib/redis/store";
import { actOnKept } from "./act-on-kept";
import { keepScan, placeIn } from "./keep-scan";
import { listScans } from "./list-scans";
import { parseOrder } from "./parse-order";
import { createScanIds } from "./scan-id";
import type { ActRefused, Scans } from "./scans";
import type { RowEvent } from "./stored-event";
import { beginStory, continueStory, eventIdAt, findEvent, pieceOf, type Story } from "./story";
import { syncStep, syncStory, wishArgument } from "./sync-story";

type Parts = { store: Store; keys: Keys; secret: string };

export function createScans({ store, keys, secret }: Parts): Scans {
  const ids = createScanIds(secret);
  const placeOf = (id: string, caller: string) => placeIn({ store, keys }, id, caller);

  const sync: Scans["sync"] = async (story, wish) => {
    const [first = [], ...rest] = inPieces(story, wish.changes);
    let refused: ActRefused | null = null;
    let synced = await syncStory(placeOf(story.id, story.order.caller), story, {
      ...wish,
      changes: first,
    });
    for (const changes of rest) {
      if (synced.kind === "deleted") return synced;
      refused ??= synced.refused;
      synced = await syncStory(placeOf(story.id, story.order.caller), story, {
        changes,
        isLooked: false,
      });
    }
    return synced.kind === "deleted" ? synced : { ...synced, refused: refused ?? synced.refused };
  };

  return {
    makeId: ids.make,
    judgeId: ids.judge,
    sync,
    eventId: eventIdAt,
    findEvent,
    async create(id, order) {
      const made = await keepScan({ store, keys }, id, order);
      if (made.kind !== "made") return made.kind;
      return beginStory({ id, order, createdAt: made.at, lookedAt: made.at });
    },
    readOrder: async (id) => parseOrder(await store.redis.hget(keys.scan(id), "order")),
    act: (id, order, act) => actOnKept(placeOf(id, order.caller), id, order, act),
    async open(id, caller) {
      const wish = wishArgument({ changes: [], isLooked: false });
      const first = { id, ...wish, known: 0, tag: "", most: 1 };
      const { head, lines } = await syncStep(placeOf(id, caller), first, []);
      const order = head.kind === "synced" ? parseOrder(head.order) : null;
      if (head.kind !== "synced" || !order) return null;
      const { createdAt, lookedAt } = head;
      const story = beginStory({ id, order, createdAt, lookedAt });
      continueStory(story, lines);
      const synced = await syncStory(placeOf(story.id, story.order.caller), story, {
        changes: [],
        isLooked: false,
      });
      return synced.kind === "deleted" ? null : story;
    },
    list: (caller) => listScans({ store, keys }, caller),
  };
}

function inPieces(story: Story, changes: readonly RowEvent[]): RowEvent[][] {
  const size = pieceOf(story);
  return Array.from({ length: Math.ceil(changes.length / size) }, (_, index) =>
    changes.slice(index * size, (index + 1) * size),
  );
}
