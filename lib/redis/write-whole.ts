import { randomUUID } from "node:crypto";
import { link, open, rename, rm } from "node:fs/promises";
import { join } from "node:path";

/** Writes a second file and syncs it, renames it in one step, and syncs the folder. */
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

/** The path of a name. Names are ours, never input, and the check enforces it. */
export function keptPath(dataDir: string, name: string): string {
  if (!/^[a-z0-9][a-z0-9-]*$/.test(name)) throw new Error("A kept file needs a plain name");
  return join(dataDir, `${name}.kept`);
}

/** Windows cannot open a folder, so there the rename must do. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** ENOENT: the owner of the folder's lock has deleted the draft. The caller looks again. */
function whenThere(error: NodeJS.ErrnoException): void {
  if (error.code !== "EEXIST" && error.code !== "ENOENT") throw error;
}
