import { z } from "zod";
import { type Composite, DEFAULT_PRIORITY, type Resource } from "@/lib/contract/market/resource";
import { ProblemError } from "@/lib/http/answer/problem-error";

/** `priority=1..10` in a query string. Digits only, so that 1.5, 1e3 and text are refused. */
export const priorityParameter = z
  .string()
  .regex(/^([1-9]|10)$/, "Must be a whole number from 1 to 10.")
  .transform(Number);

/** Refuses a better priority than the resource's default. */
export function guardPriority(priority: number | undefined, resource: Resource | Composite): void {
  if (priority === undefined || priority >= DEFAULT_PRIORITY[resource]) return;
  const best = DEFAULT_PRIORITY[resource];
  throw new ProblemError("forbidden", `The most urgent priority allowed is ${best}.`);
}
