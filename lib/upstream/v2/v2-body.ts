import { z } from "zod";
import { isSameInstrument } from "@/lib/contract/market/parse-symbol";
import { type BodyOutcome, invalidBody } from "@/lib/upstream/call/call-outcome";
import { parseJson } from "@/lib/upstream/call/parse-json";
import { readLenient } from "@/lib/upstream/figures/read-lenient";
import { zonedTime } from "@/lib/upstream/figures/vendor-time";

type ReadBody<Body> = { kind: "body"; body: Body; unreadable: readonly string[] };

/** Reads a v2 body by its schema. `unreadable` names what was sent but could not be read. */
export function readV2Body<Body>(
  body: string,
  schema: z.ZodType<Body>,
): ReadBody<Body> | BodyOutcome {
  return readV2Json(parseJson(body), schema);
}

/** The same for a parsed body. Undefined: it was no JSON. */
export function readV2Json<Body>(
  json: unknown,
  schema: z.ZodType<Body>,
): ReadBody<Body> | BodyOutcome {
  if (json === undefined) return invalidBody("The upstream response is not the expected JSON.");
  const read = readLenient(schema, json);
  if (read.kind === "refused") {
    return invalidBody("The upstream data is missing or unreadable.", read.unreadable);
  }
  return { kind: "body", body: read.data, unreadable: read.unreadable };
}

export const OTHER_SYMBOL = invalidBody("The upstream returned another symbol.");

/** The vendor documents `data.asof` as display text, so only some of its forms can be read. */
const named = {
  asof: zonedTime.nullish().catch(null),
  ticker: z.string().nullish(),
};

/**
 * The schema of curves and series. No recorded body is known: time and ticker may be beside the
 * data or in `meta`, and may be missing.
 */
export function v2Data<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.object({ data: z.object({ ...named, ...shape }), meta: z.object(named).nullish() });
}

type Named = { asof?: string | null | undefined; ticker?: string | null | undefined };
type Data = { data: Named; meta?: Named | null | undefined };

/** Whether a body names another instrument than ours. Another spelling of ours (`^SPX`) is ours. */
export function isOfAnother({ data, meta }: Data, symbol: string): boolean {
  return [data.ticker, meta?.ticker].some(
    (ticker) => ticker != null && !isSameInstrument(ticker, symbol),
  );
}

/**
 * The upstream's own time of the data, ISO 8601. `meta` comes first, because the other one may be
 * display text. Null when neither can be read.
 */
export function timeOf({ data, meta }: Data): string | null {
  return meta?.asof ?? data.asof ?? null;
}
