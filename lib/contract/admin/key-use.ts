import { z } from "zod";
import { calledName, callerShape } from "./dashboard-line";

const count = z.int().min(0);

/**
 * How a key's calls compare to its share. high: 80% or more. full: 95% or more. over: more than the
 * share, which others left to it.
 */
export const shareLevelSchema = z.enum(["within", "high", "full", "over"]);
export type ShareLevel = z.infer<typeof shareLevelSchema>;

/** What a key uses of the window now, and what it waits for. */
export const keyUseSchema = z.object({
  ...callerShape,
  used: count.meta({ description: "Its calls that count in the window now" }),
  share: count.meta({ description: "Calls that each window guarantees to it; 0: no share" }),
  level: shareLevelSchema.nullable().meta({ description: "null: it has no share" }),
  waiting: count.meta({ description: "Its jobs in the queue" }),
  waitingFor: z
    .array(z.object({ endpoint: z.string(), symbol: calledName }))
    .meta({ description: "The first of its jobs in the queue, in calling order" }),
});
export type KeyUse = z.infer<typeof keyUseSchema>;

/** Returns the level of `used` calls of a share. Null without a share. */
export function shareLevel(used: number, share: number): ShareLevel | null {
  if (share === 0) return null;
  if (used > share) return "over";
  if (used >= share * SHARE_FULL) return "full";
  return used >= share * SHARE_HIGH ? "high" : "within";
}

/** The parts of a share at which Admin and the webhook warn. */
const SHARE_HIGH = 0.8;
const SHARE_FULL = 0.95;
