import type { Cache } from "@/lib/cache/cache";
import type { KeptReplies } from "@/lib/cache/replies/kept-replies";
import { isReplyKey } from "@/lib/contract/queue/reply-key";
import type { Landing } from "@/lib/gate/pump/waiter";

/** Reads how the jobs of other processes ended: of pages, and of the drop-in proxy alone. */
export async function readLandings(
  { cache, keptReplies }: { cache: Cache; keptReplies: KeptReplies },
  jobKeys: readonly string[],
): Promise<Landing[]> {
  const ofPages = jobKeys.filter((key) => !isReplyKey(key));
  const [readings, replies] = await Promise.all([
    cache.readMany(ofPages),
    Promise.all(jobKeys.filter(isReplyKey).map((key) => readReply(keptReplies, key))),
  ]);
  const landings = new Map(replies);
  for (const [index, { snapshot, failure }] of readings.entries()) {
    const fetchedAt = snapshot ? Date.parse(snapshot.fetchedAt) : null;
    landings.set(ofPages[index] ?? "", { fetchedAt, failure });
  }
  return jobKeys.map((key) => landings.get(key) ?? { fetchedAt: null, failure: null });
}

async function readReply(keptReplies: KeptReplies, key: string): Promise<[string, Landing]> {
  const { reply, failure } = await keptReplies.read(key);
  return [key, { fetchedAt: reply?.fetchedAt ?? null, failure }];
}
