import { compositeQuery, readComposite } from "@/app/api/read-composite";
import { otherMethods, route } from "@/lib/http/route";

export const maxDuration = 90;

/** Gamma intelligence: what the headline, the curve and the expirations say together. */
export const GET = route(
  (ask, { symbol }: { symbol: string }) => readComposite(ask, "gamma", symbol),
  compositeQuery,
);

export const HEAD = GET;
export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods("GET, HEAD");
