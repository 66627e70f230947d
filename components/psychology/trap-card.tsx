"use client";

import { LastUpdated } from "@/components/snapshot/last-updated";
import { quantity } from "@/components/symbol/panel/quantity";
import { originIn } from "@/components/symbol/parts/part-times";
import { PART_WORDS } from "@/components/symbol/parts/part-words";
import { Badge, type BadgeShape } from "@/components/ui/badge";
import { useQuota } from "@/lib/client/hooks/use-quota";
import type { Input } from "@/lib/contract/market/input";
import type { Threshold, Trap } from "@/lib/contract/market/psychology";
import type { Part } from "@/lib/contract/snapshot/composite";

const STATES: Record<Trap["state"], { shape: BadgeShape; word: string; title: string }> = {
  present: { shape: "full", word: "Active", title: "All conditions are met" },
  absent: { shape: "hollow", word: "Not active", title: "At least one condition is not met" },
  unavailable: { shape: "broken", word: "Not enough data", title: "An input is missing" },
};

/** One trap: the mistake it warns of, what has to be so and is, and what that is read from. */
export function TrapCard({ trap, parts }: { trap: Trap; parts: readonly Part[] }) {
  const { name, state, mistake, thresholds, inputs, note } = trap;
  return (
    <li className="flex flex-col gap-2 rounded-md border border-line bg-panel p-3">
      <div className="flex items-baseline justify-between gap-3">
        <h3 className="font-medium">{name}</h3>
        <Badge {...STATES[state]} />
      </div>
      <p className="text-sm">
        <span className="text-muted">Mistake: </span>
        {mistake}
      </p>
      <Conditions thresholds={thresholds} />
      {note !== null && <p className="text-sm">{note}</p>}
      <Inputs inputs={inputs} parts={parts} />
      {trap.state === "unavailable" && (
        <p className="text-sm font-medium">Missing: {trap.missing.join(", ")}.</p>
      )}
    </li>
  );
}

/** Each condition with its limit and the current value. */
function Conditions({ thresholds }: { thresholds: readonly Threshold[] }) {
  return (
    <dl className="grid grid-cols-[1fr_auto] gap-x-4 gap-y-1 text-sm">
      {thresholds.map(({ words, value, unit }) => (
        <div key={words} className="col-span-2 grid grid-cols-subgrid items-baseline">
          <dt className="text-muted">{words}</dt>
          <dd className="text-right font-medium">
            {value === null ? "unknown" : `now ${quantity(value, unit)}`}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Each input with its dataset, and the age of that dataset as its badge shows it. */
function Inputs({ inputs, parts }: { inputs: readonly Input[]; parts: readonly Part[] }) {
  const market = useQuota()?.quota.market.state ?? null;
  return (
    <ul
      aria-label="Inputs"
      className="mt-auto flex flex-wrap gap-x-4 gap-y-1 border-t border-line pt-2 text-xs text-muted"
    >
      {inputs.map(({ name, value, unit, resource, asOf }) => (
        <li key={`${resource} ${name}`}>
          {name}{" "}
          <span className="text-text">{value === null ? "missing" : quantity(value, unit)}</span>
          {" · "}
          {PART_WORDS[resource]}
          {asOf === null ? " not loaded" : ", "}
          {asOf !== null && (
            <LastUpdated {...originIn(parts, { resource, asOf })} asOf={asOf} market={market} />
          )}
        </li>
      ))}
    </ul>
  );
}
