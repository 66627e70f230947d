import type { QuotaWindow, WindowLength } from "@/lib/contract/quota/quota-window";
import { gatePolicy } from "@/lib/policy";
import { periodStarts } from "./calendar-periods";
import type { LimitSchedule } from "./limit-schedule";

/**
 * The part of a step that describes the instance's windows and the limits in force around a time.
 */
export function windowArguments(
  windows: readonly QuotaWindow[],
  { rows, endsAt }: LimitSchedule,
  nowMs: number,
) {
  return {
    windows: windows.map(({ name, limit, length }) => ({
      name,
      limit,
      ...lengthOf(length, nowMs),
    })),
    schedule: rows.map(({ from, limits }) => [
      from,
      ...windows.map(({ name, limit }) => limits[name] ?? limit),
    ]),
    scheduleEnds: endsAt,
  };
}

function lengthOf(length: WindowLength, nowMs: number) {
  if (length.kind === "rolling") return { length: length.ms };
  return { length: 0, margin: length.marginMs, starts: periodStarts(length, nowMs) };
}

/** The length of the main window, ms. Throws for windows that no gate can enforce. */
export function mainLengthOf(windows: readonly QuotaWindow[]): number {
  const [main] = windows;
  if (main?.length.kind !== "rolling") throw new Error("the first window must be a rolling one");
  if (windows.length > gatePolicy.windowsMost) {
    throw new Error(`a gate supports at most ${gatePolicy.windowsMost} windows`);
  }
  if (new Set(windows.map(({ name }) => name)).size < windows.length) {
    throw new Error("two windows have the same name");
  }
  return main.length.ms;
}
