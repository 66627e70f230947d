import { compositeQuery, readComposite } from "@/app/api/read-composite";
import { otherMethods, route } from "@/lib/http/route";

export const maxDuration = 90;

/** Psychology traps: what the headline, the curve, the expirations and the history say together. */
export const GET = route(
  (ask, { symbol }: { symbol: string }) => readComposite(ask, "psychology", symbol),
  compositeQuery,
);

export const HEAD = GET;
export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods("GET, HEAD");
