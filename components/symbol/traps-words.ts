import type { Trap } from "@/lib/contract/psychology";

/** How many traps are present; and where some cannot be read, what loading the rest costs, and where. */
export function trapsWords(traps: readonly Pick<Trap, "state">[], partsMissing: number): string {
  const count = (state: Trap["state"]) => traps.filter((trap) => trap.state === state).length;
  const calls = partsMissing === 1 ? "1 call" : `${partsMissing} calls`;
  const load = `“All, with their inputs” loads what they are read from: ${calls}, shared with everyone.`;
  if (traps.length === 0) return `Nobody has loaded this yet. ${load}`;
  const unavailable = count("unavailable");
  const lacking = unavailable === 0 ? "" : `, ${unavailable} cannot be read yet`;
  const next = unavailable === 0 || partsMissing <= 0 ? "" : ` ${load}`;
  return `${count("present")} of ${traps.length} present${lacking}.${next}`;
}
