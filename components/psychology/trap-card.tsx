"use client";

import { LastUpdated } from "@/components/snapshot/last-updated";
import { PART_WORDS } from "@/components/symbol/part-words";
import { quantity } from "@/components/symbol/quantity";
import { Badge, type BadgeShape } from "@/components/ui/badge";
import { useQuota } from "@/lib/client/use-quota";
import type { Input } from "@/lib/contract/input";
import type { Threshold, Trap } from "@/lib/contract/psychology";

const STATES: Record<Trap["state"], { shape: BadgeShape; word: string; title: string }> = {
  present: { shape: "full", word: "Present", title: "All of its conditions are met" },
  absent: { shape: "hollow", word: "Absent", title: "One of its conditions is not met" },
  unavailable: { shape: "broken", word: "Unavailable", title: "An input of it is missing" },
};

/** One trap: the mistake it warns of, what has to be so and is, and what that is read from. */
export function TrapCard({ trap }: { trap: Trap }) {
  const { name, state, mistake, thresholds, inputs } = trap;
  return (
    <li className="flex flex-col gap-2 rounded-md border border-line bg-panel p-3">
      <div className="flex items-baseline justify-between gap-3">
        <h3 className="font-medium">{name}</h3>
        <Badge {...STATES[state]} />
      </div>
      <p className="text-sm">
        <span className="text-muted">The mistake: </span>
        {mistake}
      </p>
      <Conditions thresholds={thresholds} />
      <Inputs inputs={inputs} />
      {trap.state === "unavailable" && (
        <p className="text-sm font-medium">Missing: {trap.missing.join(", ")}.</p>
      )}
    </li>
  );
}

/** Each condition as it is held to, and the figure as it is now. */
function Conditions({ thresholds }: { thresholds: readonly Threshold[] }) {
  return (
    <dl className="grid grid-cols-[1fr_auto] gap-x-4 gap-y-1 text-sm">
      {thresholds.map(({ words, value, unit }) => (
        <div key={words} className="col-span-2 grid grid-cols-subgrid items-baseline">
          <dt className="text-muted">{words}</dt>
          <dd className="text-right font-medium">
            {value === null ? "not known" : `now ${quantity(value, unit)}`}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Inputs({ inputs }: { inputs: readonly Input[] }) {
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
          {asOf !== null && <LastUpdated asOf={asOf} market={market} resource={resource} />}
        </li>
      ))}
    </ul>
  );
}
