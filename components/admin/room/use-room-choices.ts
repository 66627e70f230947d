"use client";

import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import type { Range } from "@/lib/contract/admin/dashboard";
import { OUTCOME_CHOICES } from "./choose-calls";
import { CALLER_KEYS } from "./sort-callers";

export const RANGES = ["15m", "1h", "24h", "7d"] as const satisfies readonly Range[];

const parsers = {
  range: parseAsStringLiteral(RANGES).withDefault("15m"),
  callers: parseAsString.withDefault(""),
  sort: parseAsStringLiteral(CALLER_KEYS).withDefault("calls"),
  order: parseAsStringLiteral(["asc", "desc"] as const),
  calls: parseAsString.withDefault(""),
  outcome: parseAsStringLiteral(OUTCOME_CHOICES).withDefault("all"),
};

/** The choices on the Admin page. They are stored in the address, so a link shows the same. */
export function useRoomChoices() {
  return useQueryStates(parsers);
}
