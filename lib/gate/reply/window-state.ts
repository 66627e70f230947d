import { z } from "zod";
import { windowNameSchema } from "@/lib/contract/quota/quota";
import type { Taken } from "@/lib/contract/quota/window-use";

const time = z.number();

/**
 * Why a breaker is open. `credentials` is the `not-allowed` of the main window: it stops every
 * call. `used-up`: a calendar window has no room until its period ends; its breaker itself is
 * closed.
 */
export const openReasonSchema = z.enum([
  "limited",
  "failing",
  "not-allowed",
  "credentials",
  "held",
  "used-up",
]);

export type OpenReason = z.infer<typeof openReasonSchema>;

/** A time that may be unknown: the script sends 0 for it. */
export const momentOrNever = (moment: number) => (moment === 0 ? Number.POSITIVE_INFINITY : moment);

/** A window, and the breaker of the calls whose most specific window it is. Times: store ms. */
export const windowStateSchema = z
  .object({
    name: windowNameSchema,
    /** The limit in force. */
    limit: z.int(),
    /** Length of a rolling window, ms; 0 for a calendar window. */
    length: z.number(),
    /**
     * A rolling window counts as full until then, after lost writes and after it became longer;
     * else 0.
     */
    fullUntil: time,
    /**
     * Calendar window: used in this period, when it certainly ends, and used in the next period.
     */
    used: z.int(),
    resetsAt: time,
    usedNext: z.int(),
    state: z.enum(["closed", "open", "half-open", "held"]),
    /** Empty while closed. */
    reason: z.union([openReasonSchema, z.literal("")]),
    since: time,
    /** When it left closed, even if it was half-open since; 0 while closed. */
    stoppedAt: time,
    /** Open: when a probe may go. Held: when the hold ends, Infinity when unknown. */
    untilAt: time,
    /** When the probe in flight was granted; 0 without one. */
    probedAt: time,
    /** The start of the ramp, for one window after it closed, else 0. `went`: the calls since. */
    rampFrom: time,
    went: z.int(),
    /**
     * Outside usage: last seen at, 0 when not recently, and how many steps of the limit it costs
     * now.
     */
    outsideAt: time,
    steps: z.int(),
  })
  .transform(
    ({ state, reason, since, stoppedAt, untilAt, probedAt, rampFrom, went, ...window }) => ({
      ...window,
      ...breakerOf({ state, reason, since, stoppedAt, untilAt, probedAt, rampFrom, went }),
    }),
  );
export type WindowState = z.infer<typeof windowStateSchema> & {
  /** What calls use of a rolling window, soonest freed first. */
  taken: readonly Taken[];
};

/** A breaker that lets no call through. */
export type StoppedWindow = Extract<WindowState, { state: "open" | "held" }>;

/** The columns of a breaker as the script sends them, with 0 or "" for what is absent. */
type WrittenBreaker = {
  state: "closed" | "open" | "half-open" | "held";
  reason: OpenReason | "";
  since: number;
  stoppedAt: number;
  untilAt: number;
  probedAt: number;
  rampFrom: number;
  went: number;
};

/** Times: store ms. `stoppedAt`: when it left closed, even if it was half-open since. */
type Breaker =
  /** `rampFrom`: the start of the ramp, for one window after it closed, else 0. */
  | { state: "closed"; since: number; rampFrom: number; went: number }
  /** `untilAt`: when a probe may go. */
  | { state: "open"; reason: OpenReason; since: number; stoppedAt: number; untilAt: number }
  /** `probedAt`: when the probe in flight was granted; 0 without one. */
  | { state: "half-open"; reason: OpenReason; since: number; stoppedAt: number; probedAt: number }
  /** `untilAt`: when the pause ends, Infinity when unknown. */
  | { state: "held"; reason: "held"; since: number; stoppedAt: number; untilAt: number };

function breakerOf(written: WrittenBreaker): Breaker {
  const { state, since, stoppedAt, untilAt, probedAt, rampFrom, went } = written;
  const reason = written.reason === "" ? "failing" : written.reason;
  switch (state) {
    case "closed":
      return { state, since, rampFrom, went };
    case "open":
      return { state, reason, since, stoppedAt, untilAt };
    case "half-open":
      return { state, reason, since, stoppedAt, probedAt };
    case "held":
      return { state, reason: "held", since, stoppedAt, untilAt: momentOrNever(untilAt) };
    default:
      return state satisfies never;
  }
}
