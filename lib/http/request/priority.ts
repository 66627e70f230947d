import { z } from "zod";
import { type Composite, DEFAULT_PRIORITY, type Resource } from "@/lib/contract/market/resource";
import { ProblemError } from "@/lib/http/answer/problem-error";

/** `priority=1..10` in a query string. Digits only, so that 1.5, 1e3 and text are refused. */
export const priorityParameter = z
  .string()
  .regex(/^([1-9]|10)$/, "Must be a whole number from 1 to 10.")
  .transform(Number);

/** The most urgent priority of the caller's key; null or missing: the resource's default. */
type Asker = { key?: { priority: number | null } };

/**
 * Returns the priority to use; undefined: the resource's default. Throws ProblemError forbidden for
 * a better priority than the caller's key allows, or without such a key than the default.
 */
export function guardPriority(
  priority: number | undefined,
  resource: Resource | Composite,
  { key }: Asker,
): number | undefined {
  const usual = DEFAULT_PRIORITY[resource];
  const best = key?.priority ?? usual;
  if (priority === undefined) return best > usual ? best : undefined;
  if (priority >= best) return priority;
  throw new ProblemError("forbidden", `The most urgent priority allowed is ${best}.`);
}
