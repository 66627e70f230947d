import type { KeptFile } from "@/lib/redis/kept-file";
import type { Store } from "@/lib/redis/store";

const NAME = "gate-state";

/**
 * Saves the gate's state in a file, because the embedded store dies with its process. Restores the
 * saved state and returns the function that saves it. Await that function after each step, before a
 * grant is used. Without the file the state stays missing and the window counts as full.
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
    // Set only after the write, so that a write to a full disk is tried again. Until then no step
    // succeeds.
    last = bytes;
  };
}
