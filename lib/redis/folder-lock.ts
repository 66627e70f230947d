import { randomUUID } from "node:crypto";
import { link, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";

/** One process at a time owns a folder. */
export type FolderLock = {
  /** Whether the lock on disk is still ours: a hand may have deleted it and another process come. */
  isOurs(): Promise<boolean>;
  release(): Promise<void>;
};

/** Another living process owns the folder. Names the process, not the folder. */
export class FolderInUse extends Error {
  override readonly name = "FolderInUse";
  constructor(pid: number) {
    super(
      `DATA_DIR is in use by another running Gammagate (process ${pid}). ` +
        "Stop that one, give this one its own DATA_DIR, or share a Redis by REDIS_URL.",
    );
  }
}

const holderSchema = z.object({
  pid: z.int().positive(),
  /** When that process started, as the kernel counts; null where it does not tell. */
  startedAt: z.string().nullable(),
  token: z.string(),
});
type Holder = z.infer<typeof holderSchema>;

/** Locks held by this very process: its own pid alone does not tell them from a predecessor's. */
const heldHere = new Set<string>();

const triesMax = 5;

/**
 * Takes `folder`/lock, also from a process that is dead; rejects with FolderInUse. Whoever is alive is
 * told by pid and start time, since in a container every run has the same pid. Processes in different
 * containers over one folder cannot see each other: each needs its own.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const path = join(folder, "lock");
  const holder: Holder = {
    pid: process.pid,
    startedAt: await processStartedAt(process.pid),
    token: randomUUID(),
  };
  const draft = join(folder, `lock.${holder.token}`);
  await writeFile(draft, JSON.stringify(holder), { mode: 0o600 });
  // Before it can be seen on disk, so that no other call here takes it for a predecessor's.
  heldHere.add(holder.token);
  try {
    for (let tries = 0; tries < triesMax; tries++) {
      // A link appears whole or not at all, and never over an existing lock.
      if (await linked(draft, path)) return held(path, holder);
      await setAsideIfDead(folder, path);
    }
    throw new Error("DATA_DIR could not be locked: its lock keeps changing hands");
  } catch (error) {
    heldHere.delete(holder.token);
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

function held(path: string, { token }: Holder): FolderLock {
  const isOurs = async () => (await readHolder(path))?.token === token;
  return {
    isOurs,
    async release() {
      if (await isOurs()) await rm(path, { force: true });
      heldHere.delete(token);
    },
  };
}

/** Rejects when the holder lives. Of two that find a dead one, one moves it away and both go on. */
async function setAsideIfDead(folder: string, path: string): Promise<void> {
  const found = await readHolder(path);
  if (found && (await isAlive(found))) throw new FolderInUse(found.pid);
  const aside = join(folder, `lock.${randomUUID()}`);
  const moved = await rename(path, aside).then(
    () => true,
    () => false,
  );
  if (!moved) return;
  // Somebody quicker may have put a living lock there meanwhile: it goes back.
  const taken = await readHolder(aside);
  if (taken && taken.token !== found?.token) await linked(aside, path);
  await rm(aside, { force: true });
}

/** Null for a lock that is gone or unreadable: a crash while the disk was full leaves such. */
async function readHolder(path: string): Promise<Holder | null> {
  try {
    return holderSchema.parse(JSON.parse(await readFile(path, "utf8")));
  } catch {
    return null;
  }
}

async function isAlive(holder: Holder): Promise<boolean> {
  if (holder.pid === process.pid) return heldHere.has(holder.token);
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    // EPERM: it lives and is somebody else's.
    if (!(error instanceof Error && "code" in error && error.code === "EPERM")) return false;
  }
  const startedAt = await processStartedAt(holder.pid);
  return startedAt === null || holder.startedAt === null || startedAt === holder.startedAt;
}

/** Clock ticks since boot at which a process started (Linux), which a reused pid does not share. */
async function processStartedAt(pid: number): Promise<string | null> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, "utf8");
    // The name in brackets may hold anything: fields are counted from behind it. It is field 22.
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? null;
  } catch {
    return null;
  }
}

async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}
