import { readSnapshot, snapshotQuery } from "@/app/api/read-snapshot";
import { expirySchema } from "@/lib/contract/wanted";
import { otherMethods, route } from "@/lib/http/route";

export const maxDuration = 90;

/** Gamma exposure by strike, of all expiries or of one. */
export const GET = route(
  (ask, { symbol }: { symbol: string }) => readSnapshot(ask, "curve", symbol),
  snapshotQuery.extend({ expiry: expirySchema.optional() }),
);

export const HEAD = GET;
export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods("GET, HEAD");
