import { callerRoute } from "@/app/api/_shared/caller-route";
import { compositeQuery, readComposite } from "@/app/api/_shared/read-composite";
import { otherMethods } from "@/lib/http/route";

export const maxDuration = 90;

/** Psychology traps: calculated from summary, gamma by strike, expirations and history. */
export const GET = callerRoute(
  (ask, { symbol }: { symbol: string }) => readComposite(ask, "psychology", symbol),
  compositeQuery,
  { onSecondary: "copies" },
);

export const HEAD = GET;
export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods("GET, HEAD");
