import { readSnapshot, snapshotQuery } from "@/app/api/read-snapshot";
import { spanSchema } from "@/lib/contract/wanted";
import { otherMethods, route } from "@/lib/http/route";

export const maxDuration = 90;

/** The headline's figures day by day. */
export const GET = route(
  (ask, { symbol }: { symbol: string }) => readSnapshot(ask, "history", symbol),
  snapshotQuery.extend({ window: spanSchema.optional() }),
);

export const HEAD = GET;
export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods("GET, HEAD");
