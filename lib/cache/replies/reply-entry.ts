import { z } from "zod";
import { parseJson } from "@/lib/cache/entry";
import type { Reply } from "@/lib/contract/queue/job";
import { gatePolicy } from "@/lib/policy";

/** A reply as sent, for the drop-in proxy. Times: store ms; `asOf` is the upstream's, or null. */
export type KeptReply = Reply & { fetchedAt: number; freshUntil: number; asOf: number | null };

/** Encodes a reply. `fetchedAtMs` is what the script compares, as for snapshots. */
export function encodeReply({ fetchedAt: fetchedAtMs, ...reply }: KeptReply): string {
  return JSON.stringify({ fetchedAtMs, ...reply });
}

const entrySchema = z.object({
  fetchedAtMs: z.int(),
  freshUntil: z.number(),
  asOf: z.number().nullable(),
  contentType: z.string(),
  body: z.string(),
});

/** Decodes a reply. A corrupt one counts as missing, and so does one from the future, as for snapshots. */
export function decodeReply(text: unknown, now: number): KeptReply | null {
  const entry = entrySchema.safeParse(parseJson(text));
  if (!entry.success) return null;
  const { fetchedAtMs: fetchedAt, ...reply } = entry.data;
  return fetchedAt <= now + gatePolicy.clockToleranceMs ? { ...reply, fetchedAt } : null;
}
