import { z } from "zod";
import { wantedOf } from "@/lib/contract/market/name-wanted";
import type { Wanted } from "@/lib/contract/market/wanted";
import { type StoredSnapshot, storedSnapshotSchema } from "@/lib/contract/snapshot/snapshot";
import type { Services } from "@/lib/desk/base/services";

type Parts = Pick<Services, "cache" | "lastKnown" | "upstream">;

/**
 * Keeps the snapshots in an answer of the primary, with the primary's dates. A copy that this process
 * has already is not written again. Rejects with StoreFault.
 */
export async function keepCopies(desk: Parts, answer: unknown): Promise<void> {
  await Promise.all(snapshotsIn(answer).map((snapshot) => keepCopy(desk, snapshot)));
}

async function keepCopy(desk: Parts, snapshot: StoredSnapshot): Promise<void> {
  const job = desk.upstream.jobFor(wantedIn(snapshot));
  if (job === null) return;
  const fetchedAt = Date.parse(snapshot.fetchedAt);
  if (desk.lastKnown.recall(job.key)?.snapshot?.fetchedAt === snapshot.fetchedAt) return;
  desk.lastKnown.remember(job.key, { now: fetchedAt, snapshot, failure: null });
  const { resource: _, data: __, ...times } = snapshot;
  await desk.cache.write(
    job,
    { figures: snapshot, asOf: snapshot.asOf, dates: datesOf(times) },
    fetchedAt,
  );
}

/** A snapshot, the one in a ticket or an event, those of a refresh, and the parts of a reading. */
function snapshotsIn(answer: unknown): StoredSnapshot[] {
  const { snapshot, fresh, parts, data, symbol } = carrierSchema.safeParse(answer).data ?? {};
  const readings = (parts ?? []).map((part) => ({
    ...part,
    symbol,
    data: data?.[String(part.resource)],
  }));
  return [answer, snapshot, ...(fresh ?? []), ...readings].flatMap((one) => {
    const parsed = storedSnapshotSchema.safeParse(one);
    return parsed.success ? [parsed.data] : [];
  });
}

const carrierSchema = z.object({
  snapshot: z.unknown().optional(),
  fresh: z.array(z.unknown()).optional(),
  symbol: z.string().optional(),
  parts: z.array(z.looseObject({ resource: z.unknown() })).optional(),
  data: z.record(z.string(), z.unknown()).optional().catch(undefined),
});

function wantedIn(snapshot: StoredSnapshot): Wanted {
  const { resource, symbol, data } = snapshot;
  switch (resource) {
    case "curve":
      return wantedOf(resource, symbol, { expiry: data.expiry });
    case "history":
      return wantedOf(resource, symbol, { window: data.window });
    case "gex":
    case "expirations":
    case "setups":
      return wantedOf(resource, symbol);
    default:
      return resource satisfies never;
  }
}

type Times = Omit<StoredSnapshot, "resource" | "data">;

function datesOf({ freshUntil, nextExpectedAt, missedUpdates }: Times) {
  return {
    freshUntil: Date.parse(freshUntil),
    nextExpectedAt: nextExpectedAt === null ? null : Date.parse(nextExpectedAt),
    missed: missedUpdates.map(({ expectedAt, missedAt }) => ({
      expectedAt: Date.parse(expectedAt),
      missedAt: Date.parse(missedAt),
    })),
    heldUntil: 0,
    isProbe: false,
    cadence: { look: 0, unchanged: 0, minutes: [] },
  };
}
