import type { Trap } from "@/lib/contract/market/psychology";
import type { Part } from "@/lib/contract/snapshot/composite";
import { TrapCard } from "./trap-card";

const GROUPS = [
  { state: "present", words: "Active" },
  { state: "unavailable", words: "Not enough data" },
  { state: "absent", words: "Not active" },
] as const;

/** All traps: those that are present first, then those that lack an input, then the rest. */
export function TrapList({ traps, parts }: { traps: readonly Trap[]; parts: readonly Part[] }) {
  return GROUPS.map(({ state, words }) => {
    const group = traps.filter((trap) => trap.state === state);
    if (group.length === 0 && state === "unavailable") return null;
    return (
      <section key={state} aria-labelledby={`traps-${state}`}>
        <h2 id={`traps-${state}`} className="pb-1 font-semibold">
          {words} <span className="font-normal text-muted">{group.length}</span>
        </h2>
        {group.length === 0 ? (
          <p className="text-sm text-muted">None.</p>
        ) : (
          <ul className="grid gap-3 lg:grid-cols-2">
            {group.map((trap) => (
              <TrapCard key={trap.id} trap={trap} parts={parts} />
            ))}
          </ul>
        )}
      </section>
    );
  });
}
