import { mkdir, readFile } from "node:fs/promises";
import { keptPath, writeWhole } from "./write-whole";

/**
 * The secret of this name in `dataDir`, made with `make` and kept with mode 0600 the first time. Needs
 * no lock: of processes that come together one makes it, and all return that one.
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
