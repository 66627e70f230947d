/**
 * Scans in the store. Invariants:
 * 1. A scan's events are an append-only list. An event's index is its id.
 * 2. A row ends once, whichever process writes it and however often that is replayed.
 * 3. Every key expires, and deleted scans stay deleted.
 */
import type { Keys } from "@/lib/redis/keys";
import type { Store } from "@/lib/redis/store";
import { actOnKept } from "./act-on-kept";
import { keepScan, placeIn } from "./keep-scan";
import { listScans } from "./list-scans";
import { parseScanRequest } from "./parse-scan-request";
import { createScanIds } from "./scan-id";
import { beginScanLog, eventIdAt, extendScanLog, findEvent, pieceOf } from "./scan-log";
import type { ScanStorage } from "./scans";
import { syncInPieces } from "./sync-in-pieces";
import { syncStep, wishArgument } from "./sync-scan-log";

type Parts = { store: Store; keys: Keys; secret: string };

export function createScans({ store, keys, secret }: Parts): ScanStorage {
  const ids = createScanIds(secret);
  const placeOf = (id: string, caller: string) => placeIn({ store, keys }, id, caller);

  const sync: ScanStorage["sync"] = (log, wish) =>
    syncInPieces(placeOf(log.id, log.request.caller), log, wish);

  return {
    makeId: ids.make,
    judgeId: ids.judge,
    sync,
    eventId: eventIdAt,
    findEvent,
    pieceOf: (wanted) => pieceOf({ request: { wanted } }),
    async create(id, request) {
      const made = await keepScan({ store, keys }, id, request);
      if (made.kind !== "made") return made.kind;
      return beginScanLog({ id, request, createdAt: made.at, lookedAt: made.at });
    },
    readRequest: async (id) => parseScanRequest(await store.redis.hget(keys.scan(id), "order")),
    act: (id, request, act) => actOnKept(placeOf(id, request.caller), id, request, act),
    async open(id, caller) {
      const wish = wishArgument({ changes: [], isLooked: false });
      const first = { id, ...wish, known: 0, tag: "", most: 1 };
      const { head, lines } = await syncStep(placeOf(id, caller), first, []);
      const request = head.kind === "synced" ? parseScanRequest(head.order) : null;
      if (head.kind !== "synced" || !request) return null;
      const { createdAt, lookedAt } = head;
      const log = beginScanLog({ id, request, createdAt, lookedAt });
      extendScanLog(log, lines);
      // An ended scan needs no turns, so reading it already counts as a look.
      const isLooked = head.state === "ended";
      const synced = await sync(log, { changes: [], isLooked });
      return synced.kind === "deleted" ? null : log;
    },
    list: (caller) => listScans({ store, keys }, caller),
  };
}
