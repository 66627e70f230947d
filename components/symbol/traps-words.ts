import type { Trap } from "@/lib/contract/market/psychology";

/** How many traps are active; if some lack data, how many datasets are missing and where to load them. */
export function trapsWords(traps: readonly Pick<Trap, "state">[], partsMissing: number): string {
  const count = (state: Trap["state"]) => traps.filter((trap) => trap.state === state).length;
  const datasets = partsMissing === 1 ? "1 more dataset" : `${partsMissing} more datasets`;
  const load = `Needs ${datasets}. See all checks to load them.`;
  if (traps.length === 0) return `Not loaded yet. ${load}`;
  const unavailable = count("unavailable");
  const lacking = unavailable === 0 ? "" : `, ${unavailable} without enough data`;
  const next = unavailable === 0 || partsMissing <= 0 ? "" : ` ${load}`;
  return `${count("present")} of ${traps.length} active${lacking}.${next}`;
}
