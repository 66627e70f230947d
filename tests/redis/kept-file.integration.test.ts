import { spawn } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, it } from "vitest";
import { FolderInUse } from "@/lib/redis/folder-lock";
import { openKeptFile } from "@/lib/redis/kept-file";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "gammagate-kept-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it("locks others out until killed, and leaves whole bytes", async () => {
  for (let round = 0; round < 5; round++) {
    const holder = spawn(
      process.execPath,
      [here("../support/run-typescript.mjs"), here("./hold-folder.ts")],
      { env: { ...process.env, FOLDER: folder }, stdio: ["ignore", "pipe", "inherit"] },
    );
    const gone = new Promise((resolve) => holder.once("exit", resolve));
    await new Promise((resolve) => holder.stdout.once("data", resolve));
    await expect(openKeptFile(folder)).rejects.toThrow(FolderInUse);
    await expect
      .poll(async () => (await readdir(folder)).includes("gate.kept"), { timeout: 5_000 })
      .toBe(true);
    holder.kill("SIGKILL");
    await gone;

    const kept = await openKeptFile(folder);
    const bytes = await kept.load("gate");
    expect(bytes).toHaveLength(64 * 1024);
    expect(new Set(bytes).size).toBe(1);
    expect(await readdir(folder)).toEqual(
      expect.arrayContaining(["gate.kept", expect.stringMatching(/^lock\./)]),
    );
    expect(await readdir(folder)).toHaveLength(2);
    await kept.close();
  }
});
