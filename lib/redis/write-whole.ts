import { randomUUID } from "node:crypto";
import { link, open, rename, rm } from "node:fs/promises";
import { join } from "node:path";

/** Written beside, forced to disk, then put in place in one step, and the step forced to disk too. */
export async function writeWhole(
  folder: string,
  path: string,
  bytes: Uint8Array,
  existing: "replace" | "unless-there" = "replace",
): Promise<void> {
  const draft = `${path}.${randomUUID()}.draft`;
  try {
    const file = await open(draft, "wx", 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    if (existing === "replace") await rename(draft, path);
    else await link(draft, path).catch(whenThere);
    await syncFolder(folder);
  } finally {
    await rm(draft, { force: true });
  }
}

/** Where a name is kept. Names are ours, never input; the check keeps it so. */
export function keptPath(dataDir: string, name: string): string {
  if (!/^[a-z0-9][a-z0-9-]*$/.test(name)) throw new Error("A kept file needs a plain name");
  return join(dataDir, `${name}.kept`);
}

/** Windows cannot open a folder: there the rename alone has to do. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** ENOENT: whoever holds the folder's lock has cleared the draft away; the caller looks again. */
function whenThere(error: NodeJS.ErrnoException): void {
  if (error.code !== "EEXIST" && error.code !== "ENOENT") throw error;
}
