import { callerRoute } from "@/app/api/_shared/caller-route";
import { readSnapshot, snapshotQuery } from "@/app/api/_shared/read-snapshot";
import { expirySchema } from "@/lib/contract/market/wanted";
import { otherMethods } from "@/lib/http/route";

export const maxDuration = 90;

/** Gamma exposure by strike, for all expirations or for one. */
export const GET = callerRoute(
  (ask, { symbol }: { symbol: string }) => readSnapshot(ask, "curve", symbol),
  snapshotQuery.extend({ expiry: expirySchema.optional() }),
  { onSecondary: "copies" },
);

export const HEAD = GET;
export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods("GET, HEAD");
