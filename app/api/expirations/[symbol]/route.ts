import { callerRoute } from "@/app/api/_shared/caller-route";
import { readSnapshot, snapshotQuery } from "@/app/api/_shared/read-snapshot";
import { otherMethods } from "@/lib/http/route";

export const maxDuration = 90;

/** Gamma by expiration. */
export const GET = callerRoute(
  (ask, { symbol }: { symbol: string }) => readSnapshot(ask, "expirations", symbol),
  snapshotQuery,
  { onSecondary: "copies" },
);

export const HEAD = GET;
export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods("GET, HEAD");
