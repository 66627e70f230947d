import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { lockFolder } from "./folder-lock";
import { keptSecret } from "./kept-secret";
import { keptPath, writeWhole } from "./write-whole";

/** Files of the embedded store on disk: small, named, in one folder, for one process at a time. */
export type KeptFile = {
  /** Null when nothing was saved under this name. */
  load(name: string): Promise<Buffer | null>;
  /**
   * Resolves when the bytes are on disk. After a crash the file has the old bytes or the new, never
   * a mixture. Saves run in the order of calls.
   */
  save(name: string, bytes: Uint8Array): Promise<void>;
  /** The secret of this name, created with `make` the first time. */
  secret(name: string, make: () => string): Promise<string>;
  close(): Promise<void>;
};

/**
 * Creates and locks the folder. Rejects with FolderInUse while another living process has it, and
 * with the system's error when it is not writable.
 */
export async function openKeptFile(dataDir: string): Promise<KeptFile> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const lock = await lockFolder(dataDir);
  await removeDrafts(dataDir);
  let last: Promise<void> = Promise.resolve();

  async function save(name: string, bytes: Uint8Array): Promise<void> {
    if (!(await lock.isOurs())) throw new Error("DATA_DIR is no longer locked by this process");
    await writeWhole(dataDir, keptPath(dataDir, name), bytes);
  }

  return {
    async load(name) {
      try {
        return await readFile(keptPath(dataDir, name));
      } catch (error) {
        if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
        throw error;
      }
    },
    save(name, bytes) {
      // A copy, because the caller may change its buffer while an earlier save is being written.
      const kept = Uint8Array.from(bytes);
      const mine = last.then(() => save(name, kept));
      last = mine.catch(() => {});
      return mine;
    },
    secret: (name, make) => keptSecret(dataDir, name, make),
    async close() {
      await last;
      await lock.release();
    },
  };
}

/**
 * Deletes half-written files of a process that died. The lock ensures that no process writes them
 * now.
 */
async function removeDrafts(dataDir: string): Promise<void> {
  const names = await readdir(dataDir);
  const drafts = names.filter((name) => name.endsWith(".draft"));
  await Promise.all(drafts.map((name) => rm(join(dataDir, name), { force: true })));
}
