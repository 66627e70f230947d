import { z } from "zod";
import type { Keys } from "@/lib/redis/keys";
import { storeMsSchema } from "@/lib/redis/read-stored";
import type { Store } from "@/lib/redis/store";
import { StoreFault } from "@/lib/store-fault";
import { parseScanRequest } from "./parse-scan-request";
import { tallyLetters } from "./scan-log";
import type { ListedScan } from "./scans";

const FIELDS = ["order", "createdAt", "lookedAt", "state", "rows"] as const;

/** Lists a caller's scans, the latest first. Two round trips, however many they are. */
export async function listScans(
  { store, keys }: { store: Store; keys: Keys },
  callerId: string,
): Promise<ListedScan[]> {
  const ids = await store.redis.hkeys(keys.scansOf(callerId));
  if (ids.length === 0) return [];
  const pipeline = store.redis.pipeline().time();
  for (const id of ids) pipeline.hmget(keys.scan(id), ...FIELDS);
  const replies = replySchema.safeParse(await pipeline.exec());
  if (!replies.success) throw new StoreFault("refused");
  const [now, ...kept] = replies.data;
  // A scan that expired leaves the caller's list with its next new scan.
  return ids
    .flatMap((id, index) => listed(id, kept[index], now) ?? [])
    .toSorted((one, other) => other.createdAt - one.createdAt);
}

/**
 * TIME, then the fields of each scan. Numbers may arrive as text, and null for a key that is gone.
 */
const replySchema = z.tuple([storeMsSchema], z.unknown());

/** In the order of FIELDS. */
const fieldsSchema = z.tuple([
  z.string(),
  z.coerce.number(),
  z.coerce.number(),
  z.enum(["running", "paused", "ended"]),
  z.string(),
]);

function listed(id: string, kept: unknown, now: number): ListedScan | null {
  const fields = fieldsSchema.safeParse(kept);
  if (!fields.success) return null;
  const [text, createdAt, lookedAt, state, rows] = fields.data;
  const request = parseScanRequest(text);
  if (!request) return null;
  return { id, request, createdAt, lookedAt, state, now, ...tallyLetters(rows) };
}
