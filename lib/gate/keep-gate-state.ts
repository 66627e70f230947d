import type { KeptFile } from "@/lib/redis/kept-file";
import type { Store } from "@/lib/redis/store";

const NAME = "gate-state";

/**
 * The embedded store dies with its process; the gate's state must not. Brings back what was kept,
 * and returns what keeps it: to be awaited after each step, before a grant is handed out. A missing
 * file leaves the state missing: the window counts as full.
 */
export async function keepGateState(
  store: Store,
  key: string,
  kept: KeptFile,
): Promise<() => Promise<void>> {
  const { raw } = store;
  if (!raw) throw new Error("only a store in this process can be kept on disk");
  let last = await kept.load(NAME);
  if (last) await raw.write(key, last);
  return async () => {
    const bytes = await raw.read(key);
    if (!bytes || (last && bytes.equals(last))) return;
    await kept.save(NAME, bytes);
    // Only now: what a full disk did not take is tried again, and until then no step succeeds.
    last = bytes;
  };
}
