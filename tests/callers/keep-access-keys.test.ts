import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { createAccessKeys } from "@/lib/callers/keys/create-access-keys";
import { keepAccessKeys } from "@/lib/callers/keys/keep-access-keys";
import { createSigner } from "@/lib/callers/signer";
import { systemClock } from "@/lib/clock";
import { newKeySchema } from "@/lib/contract/admin/keys";
import { createStore } from "@/lib/redis/create-store";
import { openKeptFile } from "@/lib/redis/kept-file";
import { keys, SECRET } from "./setup";

/** One life of a process with the embedded store. Its store is gone afterwards. */
async function live<Result>(
  folder: string,
  use: (accessKeys: ReturnType<typeof createAccessKeys>) => Promise<Result>,
): Promise<Result> {
  const store = await createStore({ kind: "embedded" }, { clock: systemClock });
  const kept = await openKeptFile(folder);
  const afterChange = await keepAccessKeys(store, keys, kept);
  const signer = createSigner(SECRET);
  const shared = { store, keys, signer, clock: systemClock, afterChange };
  const result = await use(createAccessKeys({ ...shared, sharesMost: 5 }));
  await kept.close();
  await store.close();
  return result;
}

const newKey = (name: string, share: number) => newKeySchema.parse({ name, role: "client", share });

test("keeps keys, shares and revocations while the store is gone", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "gammagate-keys-"));
  const texts = await live(folder, async (accessKeys) => {
    const made = [
      await accessKeys.create(newKey("first", 3), "s-admin1"),
      await accessKeys.create(newKey("second", 2), "s-admin1"),
    ];
    return made.map((one) => (one.kind === "created" ? one.text : ""));
  });
  const [first = "", second = ""] = texts;
  await live(folder, async (accessKeys) => {
    expect(await accessKeys.find(first)).toMatchObject({ name: "first", share: 3 });
    expect(await accessKeys.create(newKey("third", 1), "s")).toMatchObject({ reason: "shares" });
    const [, { id = "" } = {}] = await accessKeys.list();
    expect(await accessKeys.revoke(id)).toBe(true);
  });
  await live(folder, async (accessKeys) => {
    expect(await accessKeys.find(second)).toBeNull();
    expect((await accessKeys.list()).map(({ name }) => name)).toEqual(["first"]);
  });
  rmSync(folder, { recursive: true, force: true });
});
