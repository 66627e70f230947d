import { z } from "zod";
import { type BodyOutcome, invalidBody } from "./call-outcome";
import { parseJson } from "./parse-json";
import { zonedTime } from "./vendor-time";

/** A v2 body by its schema. */
export function readV2Body<Body>(
  body: string,
  schema: z.ZodType<Body>,
): { kind: "body"; body: Body } | BodyOutcome {
  const json = parseJson(body);
  if (json === undefined) return invalidBody("The upstream's answer is not the JSON it should be.");
  const read = schema.safeParse(json);
  if (!read.success) return invalidBody("The upstream's figures are missing or unreadable.");
  return { kind: "body", body: read.data };
}

export const OTHER_SYMBOL = invalidBody("The upstream answered for another symbol.");

const named = { asof: zonedTime.nullish(), ticker: z.string().nullish() };

/**
 * The form of curves and series, of which no recorded body is known: the time and the ticker may
 * stand beside the figures or in `meta`, and need not be there.
 */
export function v2Data<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.object({ data: z.object({ ...named, ...shape }), meta: z.object(named).nullish() });
}

type Named = { asof?: string | null | undefined; ticker?: string | null | undefined };
type Data = { data: Named; meta?: Named | null | undefined };

/** Whether a body says that it is of another ticker than ours. */
export function isOfAnother({ data, meta }: Data, symbol: string): boolean {
  return [data.ticker, meta?.ticker].some((ticker) => ticker != null && ticker !== symbol);
}

/** The upstream's own time of the figures, ISO 8601; null when it does not tell. */
export function timeOf({ data, meta }: Data): string | null {
  return data.asof ?? meta?.asof ?? null;
}
