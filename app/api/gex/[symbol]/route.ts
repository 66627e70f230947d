import { readSnapshot, snapshotQuery } from "@/app/api/read-snapshot";
import { otherMethods, route } from "@/lib/http/route";

export const maxDuration = 90;

/** The headline of one symbol. */
export const GET = route(
  (ask, { symbol }: { symbol: string }) => readSnapshot(ask, "gex", symbol),
  snapshotQuery,
);

export const HEAD = GET;
export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods("GET, HEAD");
