import { mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { FolderInUse } from "@/lib/redis/folder-lock";
import { type KeptFile, openKeptFile } from "@/lib/redis/kept-file";
import { keptSecret } from "@/lib/redis/kept-secret";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "gammagate-kept-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** What a process with this pid and start time has put down. */
const lockOf = (pid: number, startedAt: string) =>
  writeFile(join(folder, `lock.${pid}.${startedAt}.a-token`), "");
const locks = async () => (await readdir(folder)).filter((name) => name.startsWith("lock."));
const unusedPid = 2 ** 22 + 1;
/** Other systems do not report when a process started, so only its pid is compared. */
const isLinux = process.platform === "linux";

async function startOf(pid: number): Promise<string> {
  if (!isLinux) return "unknown";
  const fields = await readFile(`/proc/${pid}/stat`, "utf8");
  return fields.slice(fields.lastIndexOf(")") + 2).split(" ")[19] ?? "";
}

describe("what the embedded store keeps on disk", () => {
  it("survives a restart, and is nothing for a name never saved", async () => {
    const bytes = Buffer.from([0, 255, 128, 10, 13, 0]);
    const first = await openKeptFile(folder);
    await first.save("gate", bytes);
    await first.close();
    const second = await openKeptFile(folder);
    expect(await second.load("gate")).toEqual(bytes);
    expect(await second.load("other")).toBeNull();
    await second.close();
  });

  it("has a folder for the owner alone, with only what was saved", async () => {
    const inner = join(folder, "a", "b");
    const kept = await openKeptFile(inner);
    await kept.save("gate", Buffer.from("x"));
    await kept.close();
    expect((await stat(inner)).mode & 0o777).toBe(0o700);
    expect(await readdir(inner)).toEqual(["gate.kept"]);
    expect((await stat(join(inner, "gate.kept"))).mode & 0o777).toBe(0o600);
  });

  it("is the last of overlapping saves; a buffer may be reused", async () => {
    const kept = await openKeptFile(folder);
    const buffer = Buffer.alloc(1);
    const saves = Array.from({ length: 20 }, (_, i) => {
      buffer[0] = i;
      return kept.save("gate", buffer);
    });
    buffer[0] = 99;
    await Promise.all(saves);
    expect(await kept.load("gate")).toEqual(Buffer.from([19]));
    await kept.close();
  });

  it("reports a failed save and continues with the next", async () => {
    const kept = await openKeptFile(folder);
    await expect(kept.save("../outside", Buffer.from("x"))).rejects.toThrow("plain name");
    await kept.save("gate", Buffer.from("y"));
    expect(await kept.load("gate")).toEqual(Buffer.from("y"));
    await kept.close();
  });

  it("clears away the half-written files of a crash, never read", async () => {
    await writeFile(join(folder, "gate.kept.1.draft"), "half");
    const kept = await openKeptFile(folder);
    expect(await kept.load("gate")).toBeNull();
    expect(await readdir(folder)).toEqual(await locks());
    await kept.close();
  });
});

describe("one process at a time", () => {
  it("refuses an open folder to the same process until closed", async () => {
    const first = await openKeptFile(folder);
    await expect(openKeptFile(folder)).rejects.toThrow(FolderInUse);
    await first.close();
    await (await openKeptFile(folder)).close();
  });

  it("never lets two of many in, not even over a dead one's lock", async () => {
    await lockOf(unusedPid, "1");
    const open: KeptFile[] = [];
    for (let round = 0; round < 3; round++) {
      const outcomes = await Promise.allSettled(
        Array.from({ length: 8 }, () => openKeptFile(folder)),
      );
      const winners = outcomes.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
      expect(winners.length).toBeLessThanOrEqual(1);
      open.push(...winners);
      await Promise.all(winners.map((winner) => winner.close()));
    }
    // Processes that yield to each other must not leave the file unlocked forever.
    expect(open).not.toHaveLength(0);
    expect(await locks()).toEqual([]);
  });

  it.each([
    ["of a process that is gone", unusedPid, "1"],
    ["of a predecessor with our pid", process.pid, "1"],
    ["of a predecessor with our pid and our start, after a reboot", process.pid, "ours"],
  ])("a lock %s is taken over and cleared away", async (_, pid, startedAt) => {
    await lockOf(pid, startedAt === "ours" ? await startOf(process.pid) : startedAt);
    const kept = await openKeptFile(folder);
    expect(await locks()).toEqual([expect.not.stringContaining("a-token")]);
    await kept.close();
  });

  it.runIf(isLinux)(
    "distinguishes a living process from one that only reuses its pid",
    async () => {
      await lockOf(process.ppid, await startOf(process.ppid));
      await expect(openKeptFile(folder)).rejects.toThrow(`process ${process.ppid}`);
      await rm(folder, { recursive: true });
      await (await openKeptFile(folder)).close();
      await lockOf(process.ppid, "1");
      await (await openKeptFile(folder)).close();
    },
  );

  it("where start times are not known a living pid counts", async () => {
    await lockOf(process.ppid, "unknown");
    await expect(openKeptFile(folder)).rejects.toThrow(FolderInUse);
  });

  it("who lost the lock to a hand saves nothing more", async () => {
    const kept = await openKeptFile(folder);
    for (const name of await locks()) await rm(join(folder, name));
    const next = await openKeptFile(folder);
    await expect(kept.save("gate", Buffer.from("x"))).rejects.toThrow("no longer locked");
    await kept.close();
    await next.save("gate", Buffer.from("y"));
    await next.close();
  });
});

describe("kept secrets", () => {
  it("are made once, the same ever after, and for the owner alone", async () => {
    let made = 0;
    const make = () => `secret-${++made}`;
    const kept = await openKeptFile(folder);
    expect(await kept.secret("session", make)).toBe("secret-1");
    await kept.close();
    expect(await keptSecret(folder, "session", make)).toBe("secret-1");
    expect(await keptSecret(folder, "other", make)).toBe("secret-2");
    expect((await stat(join(folder, "session.kept"))).mode & 0o777).toBe(0o600);
  });

  it("processes that come together agree on one", async () => {
    let made = 0;
    const make = () => `secret-${++made}`;
    const all = await Promise.all(
      Array.from({ length: 20 }, () => keptSecret(folder, "session", make)),
    );
    expect(new Set(all).size).toBe(1);
  });

  it("a planted link is not written through", async () => {
    const target = join(folder, "elsewhere");
    await symlink(target, join(folder, "gate.kept"));
    const kept = await openKeptFile(folder);
    await kept.save("gate", Buffer.from("x"));
    await expect(readFile(target)).rejects.toThrow("ENOENT");
    await kept.close();
  });
});
