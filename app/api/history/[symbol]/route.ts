import { callerRoute } from "@/app/api/_shared/caller-route";
import { readSnapshot, snapshotQuery } from "@/app/api/_shared/read-snapshot";
import { spanSchema } from "@/lib/contract/market/wanted";
import { otherMethods } from "@/lib/http/route";

export const maxDuration = 90;

/** The values of the summary by day. */
export const GET = callerRoute(
  (ask, { symbol }: { symbol: string }) => readSnapshot(ask, "history", symbol),
  snapshotQuery.extend({ window: spanSchema.optional() }),
  { onSecondary: "copies" },
);

export const HEAD = GET;
export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods("GET, HEAD");
