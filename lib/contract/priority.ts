import { z } from "zod";

/** 1 is most urgent, 10 least. */
export const prioritySchema = z.int().min(1).max(10);

export const laneSchema = z.enum(["interactive", "standard", "batch"]);
export type Lane = z.infer<typeof laneSchema>;

/** interactive 1-3, standard 4-6, batch 7-10. */
export function laneOf(priority: number): Lane {
  if (priority <= 3) return "interactive";
  return priority <= 6 ? "standard" : "batch";
}
