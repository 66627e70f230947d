import type { Input } from "@/lib/contract/market/input";
import type { Threshold, Trap, TrapId } from "@/lib/contract/market/psychology";

type About = {
  id: TrapId;
  name: string;
  /** The mistake it warns of, in one sentence. */
  mistake: string;
  /** What keeps a limit from deciding. */
  note?: string | null;
};
type Condition = Omit<Threshold, "words">;

/**
 * Judges a trap by its inputs: present when every condition is met, absent when one is not.
 * Unavailable while any input is missing, even if the others would decide.
 */
export function judgeTrap(
  { note = null, ...about }: About,
  inputs: readonly Input[],
  conditions: readonly Condition[],
): Trap {
  const common = {
    ...about,
    inputs: [...inputs],
    thresholds: conditions.map((condition) => ({ ...condition, words: wordsOf(condition) })),
    note,
    asOf: oldest(inputs),
  };
  const missing = missingOf(inputs, conditions);
  if (missing.length > 0) return { state: "unavailable", ...common, missing };
  return { state: conditions.every(isMet) ? "present" : "absent", ...common };
}

/** The missing inputs. When all are present, what could not be calculated from them. */
function missingOf(inputs: readonly Input[], conditions: readonly Condition[]): string[] {
  const lacking = inputs.filter(({ value }) => value === null).map(({ name }) => name);
  if (lacking.length > 0) return lacking;
  return conditions.filter(({ value }) => value === null).map(({ measure }) => measure);
}

/** Whether a value is on the side of its limit that the condition names. A missing one is not. */
export function isMet(condition: Pick<Condition, "comparison" | "limit" | "value">): boolean {
  const { comparison, limit, value } = condition;
  if (value === null) return false;
  switch (comparison) {
    case "within":
      return Math.abs(value) < limit;
    case "below":
      return value < limit;
    case "above":
      return value > limit;
    case "at-least":
      return value >= limit;
    case "at-most":
      return value <= limit;
    default:
      return comparison satisfies never;
  }
}

function wordsOf({ measure, comparison, limit, unit }: Condition): string {
  return `${measure} ${COMPARED[comparison]} ${quantityOf(limit, unit)}`;
}

const COMPARED: Record<Threshold["comparison"], string> = {
  within: "within",
  below: "below",
  above: "above",
  "at-least": "at least",
  "at-most": "at most",
};

/** Shows a fraction as percent, and a true minus sign. */
function quantityOf(limit: number, unit: Threshold["unit"]): string {
  const sign = limit < 0 ? "−" : "";
  const size = Math.abs(limit);
  if (unit === "fraction") return `${sign}${Number((size * 100).toFixed(6))}%`;
  if (unit === "$ per 1 % move") return limit === 0 ? "zero" : `${limit} ${unit}`;
  if (unit === "%") return `${sign}${size}%`;
  return unit === "ratio" || unit === "0 to 100" ? `${sign}${size}` : `${sign}${size} ${unit}`;
}

/** The time of the oldest input with a time: a reading is as old as that. */
function oldest(inputs: readonly Input[]): string | null {
  return inputs.reduce<string | null>((first, { asOf }) => {
    if (asOf === null || first === null) return first ?? asOf;
    return Date.parse(asOf) < Date.parse(first) ? asOf : first;
  }, null);
}
