import { z } from "zod";

/** 1 is most urgent, 10 least. */
export const prioritySchema = z.int().min(1).max(10);

export const laneSchema = z.enum(["interactive", "standard", "batch"]);
export type Lane = z.infer<typeof laneSchema>;

/** The last priority of each lane. The batch lane has the rest. */
export const LEAST_URGENT = { interactive: 3, standard: 6 } as const;

/** interactive 1-3, standard 4-6, batch 7-10. */
export function laneOf(priority: number): Lane {
  if (priority <= LEAST_URGENT.interactive) return "interactive";
  return priority <= LEAST_URGENT.standard ? "standard" : "batch";
}
