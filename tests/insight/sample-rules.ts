import { createLookSchedule } from "@/lib/cache/look-schedule";
import { createNyseCalendar } from "@/lib/cache/market-calendar";
import type { Rules } from "@/lib/insight/thresholds";
import { cadencePolicy, insightPolicy } from "@/lib/policy";
import { AAPL_AS_OF } from "./sample-parts";

const { closingFrom } = createLookSchedule(cadencePolicy.looks, createNyseCalendar());

/** The rules of a reading that is made at `time` (ISO 8601), with the vendor's default looks. */
export function rulesAt(time: string): Rules {
  return { ...insightPolicy, now: Date.parse(time), closingFrom };
}

/** Of a reading made when AAPL's recorded summary came. */
export const RULES = rulesAt(AAPL_AS_OF);
