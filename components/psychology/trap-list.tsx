import type { Trap } from "@/lib/contract/psychology";
import { TrapCard } from "./trap-card";

const GROUPS = [
  { state: "present", words: "Present" },
  { state: "unavailable", words: "Cannot be read" },
  { state: "absent", words: "Absent" },
] as const;

/** All traps: those that are present first, then those that lack an input, then the rest. */
export function TrapList({ traps }: { traps: readonly Trap[] }) {
  return GROUPS.map(({ state, words }) => {
    const group = traps.filter((trap) => trap.state === state);
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
              <TrapCard key={trap.id} trap={trap} />
            ))}
          </ul>
        )}
      </section>
    );
  });
}
