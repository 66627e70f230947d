import { mkdir, readFile } from "node:fs/promises";
import { keptPath, writeWhole } from "./write-whole";

/**
 * Returns the secret of this name in `dataDir`. The first call creates it with `make` and mode
 * 0600. Needs no lock: of processes that start together one creates it, and all return it.
 */
export async function keptSecret(
  dataDir: string,
  name: string,
  make: () => string,
): Promise<string> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const path = keptPath(dataDir, name);
  for (;;) {
    const kept = await readFile(path, "utf8").catch(whenMissing);
    if (kept !== null) return kept;
    await writeWhole(dataDir, path, Buffer.from(make()), "unless-there");
  }
}

function whenMissing(error: NodeJS.ErrnoException): null {
  if (error.code === "ENOENT") return null;
  throw error;
}
