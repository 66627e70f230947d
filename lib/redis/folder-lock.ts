import { randomUUID } from "node:crypto";
import { access, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

/** A lock that gives one process a folder. */
export type FolderLock = {
  /**
   * Whether the lock file still exists. A person may have deleted it, and another process may have
   * started.
   */
  isOurs(): Promise<boolean>;
  release(): Promise<void>;
};

/** Another living process owns the folder. The message names the process, not the folder. */
export class FolderInUse extends Error {
  override readonly name = "FolderInUse";
  constructor(pid: number) {
    super(
      `DATA_DIR is in use by another running Gammagate (process ${pid}). ` +
        "Stop the other process, set a different DATA_DIR, or share a Redis with REDIS_URL.",
    );
  }
}

/** Two processes that start together both step back and try again at different times. */
const triesMax = 4;
const stepBackMs = 50;

/** Locks of this process. The pid alone may also be that of an earlier process. */
const ownTokens = new Set<string>();

/**
 * Locks `folder`, also after a process that died. Rejects with FolderInUse. Each process first
 * writes its own lock file and only then looks for others. So of two, at least the later one sees
 * the other, and two processes never both own the folder. Pid and start time show who is alive,
 * since in a container every run has the same pid. Containers cannot see each other's processes, so
 * each needs its own folder.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const own: Mark = {
    pid: process.pid,
    startedAt: (await processStartedAt(process.pid)) ?? "unknown",
    token: randomUUID(),
  };
  const path = join(folder, nameOf(own));
  ownTokens.add(own.token);
  for (let tries = 1; ; tries++) {
    await writeFile(path, "", { flag: "wx", mode: 0o600 });
    const other = await livingOther(folder, own);
    if (!other) break;
    await rm(path, { force: true });
    if (tries === triesMax) {
      ownTokens.delete(own.token);
      throw new FolderInUse(other.pid);
    }
    await pause(Math.random() * stepBackMs * 2 ** tries);
  }
  return {
    isOurs: () =>
      access(path).then(
        () => true,
        () => false,
      ),
    async release() {
      await rm(path, { force: true });
      ownTokens.delete(own.token);
    },
  };
}

/** The content of a lock file's name. The file itself is empty, so it is never half written. */
type Mark = { pid: number; startedAt: string; token: string };

function nameOf({ pid, startedAt, token }: Mark): string {
  return `lock.${pid}.${startedAt}.${token}`;
}

function markOf(name: string): Mark | null {
  const [, pid, startedAt, token] = /^lock\.(\d+)\.(\w+)\.([\w-]+)$/.exec(name) ?? [];
  return pid && startedAt && token ? { pid: Number(pid), startedAt, token } : null;
}

/**
 * Returns another living process with a lock file here. Deletes the files of dead ones: they stay
 * dead.
 */
async function livingOther(folder: string, own: Mark): Promise<Mark | null> {
  for (const name of await readdir(folder)) {
    const mark = markOf(name);
    if (!mark || mark.token === own.token) continue;
    if (await isAlive(mark)) return mark;
    await rm(join(folder, name), { force: true });
  }
  return null;
}

async function isAlive(mark: Mark): Promise<boolean> {
  if (mark.pid === process.pid) return ownTokens.has(mark.token);
  try {
    process.kill(mark.pid, 0);
  } catch (error) {
    // EPERM: it is alive and belongs to another user.
    if (!(error instanceof Error && "code" in error && error.code === "EPERM")) return false;
  }
  const startedAt = await processStartedAt(mark.pid);
  return startedAt === null || mark.startedAt === "unknown" || startedAt === mark.startedAt;
}

/** Start time of a process in clock ticks since boot (Linux). A reused pid has another one. */
async function processStartedAt(pid: number): Promise<string | null> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, "utf8");
    // The name in brackets may contain anything, so fields are counted after it. This is field 22.
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? null;
  } catch {
    return null;
  }
}
