import type { Input } from "@/lib/contract/input";
import type { Threshold, Trap, TrapId } from "@/lib/contract/psychology";

type About = {
  id: TrapId;
  name: string;
  /** The mistake it warns of, in one sentence. */
  mistake: string;
};
type Condition = Omit<Threshold, "words">;

/**
 * A trap from its inputs: present when every condition is met, absent when one is not, and
 * unavailable as long as anything is missing, even where what is at hand would already decide.
 */
export function judgeTrap(
  about: About,
  inputs: readonly Input[],
  conditions: readonly Condition[],
): Trap {
  const told = {
    ...about,
    inputs: [...inputs],
    thresholds: conditions.map((condition) => ({ ...condition, words: wordsOf(condition) })),
    asOf: oldest(inputs),
  };
  const missing = missingOf(inputs, conditions);
  if (missing.length > 0) return { state: "unavailable", ...told, missing };
  const isPresent = conditions.every((condition) =>
    isMet(condition, condition.value ?? Number.NaN),
  );
  return { state: isPresent ? "present" : "absent", ...told };
}

/** The inputs that miss; where all are there, what could still not be made of them. */
function missingOf(inputs: readonly Input[], conditions: readonly Condition[]): string[] {
  const lacking = inputs.filter(({ value }) => value === null).map(({ name }) => name);
  if (lacking.length > 0) return lacking;
  return conditions.filter(({ value }) => value === null).map(({ measure }) => measure);
}

function isMet({ comparison, limit }: Condition, value: number): boolean {
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

/** A fraction is told as percent. */
function quantityOf(limit: number, unit: Threshold["unit"]): string {
  if (unit === "fraction") return `${Number((limit * 100).toFixed(6))} %`;
  if (unit === "$ per 1 % move") return limit === 0 ? "zero" : `${limit} ${unit}`;
  return unit === "ratio" || unit === "0 to 100" ? `${limit}` : `${limit} ${unit}`;
}

/** The time of the oldest input that has one: a reading is as old as that. */
function oldest(inputs: readonly Input[]): string | null {
  return inputs.reduce<string | null>((first, { asOf }) => {
    if (asOf === null || first === null) return first ?? asOf;
    return Date.parse(asOf) < Date.parse(first) ? asOf : first;
  }, null);
}
