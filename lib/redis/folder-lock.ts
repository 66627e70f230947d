import { randomUUID } from "node:crypto";
import { access, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

/** One process at a time owns a folder. */
export type FolderLock = {
  /** Whether the lock on disk is still there: a hand may have deleted it and another process come. */
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

/** Two that come at the same moment both step back, and come again apart. */
const triesMax = 4;
const stepBackMs = 50;

/** Locks of this very process: its own pid alone does not tell them from a predecessor's. */
const ownTokens = new Set<string>();

/**
 * Locks `folder`, also after a process that died; rejects with FolderInUse. Each process puts down a
 * file of its own, and only then looks: of two, at least the later one to look sees the other, so two
 * never both own it. Who is alive is told by pid and start time, since in a container every run has
 * the same pid. Containers that share a folder do not see each other's processes: each needs its own.
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

/** What a lock file's name says; the file itself is empty, so it is never half there. */
type Mark = { pid: number; startedAt: string; token: string };

function nameOf({ pid, startedAt, token }: Mark): string {
  return `lock.${pid}.${startedAt}.${token}`;
}

function markOf(name: string): Mark | null {
  const [, pid, startedAt, token] = /^lock\.(\d+)\.(\w+)\.([\w-]+)$/.exec(name) ?? [];
  return pid && startedAt && token ? { pid: Number(pid), startedAt, token } : null;
}

/** Somebody alive with a lock file here. The files of the dead are cleared away: they stay dead. */
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
    // EPERM: it lives and is somebody else's.
    if (!(error instanceof Error && "code" in error && error.code === "EPERM")) return false;
  }
  const startedAt = await processStartedAt(mark.pid);
  return startedAt === null || mark.startedAt === "unknown" || startedAt === mark.startedAt;
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
