import type { Trap } from "@/lib/contract/market/psychology";
import { TrapCard } from "./trap-card";

const GROUPS = [
  { state: "present", words: "Active" },
  { state: "unavailable", words: "Not enough data" },
  { state: "absent", words: "Not active" },
] as const;

/** Lists all traps: active ones first, then those that lack an input, then the rest. */
export function TrapList({ traps }: { traps: readonly Trap[] }) {
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
              <TrapCard key={trap.id} trap={trap} />
            ))}
          </ul>
        )}
      </section>
    );
  });
}
