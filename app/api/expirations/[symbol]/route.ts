import { readSnapshot, snapshotQuery } from "@/app/api/read-snapshot";
import { otherMethods, route } from "@/lib/http/route";

export const maxDuration = 90;

/** When gamma expires. */
export const GET = route(
  (ask, { symbol }: { symbol: string }) => readSnapshot(ask, "expirations", symbol),
  snapshotQuery,
);

export const HEAD = GET;
export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods("GET, HEAD");
