import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { AccessKeys } from "@/lib/callers/keys/access-keys";
import { systemClock } from "@/lib/clock";
import { newKeySchema } from "@/lib/contract/admin/keys";
import { keyPolicy } from "@/lib/policy";
import { createStore } from "@/lib/redis/create-store";
import type { Store } from "@/lib/redis/store";
import { callersOn, keys, keysOn } from "./setup";

const NOW = Date.parse("2026-11-23T15:00:00Z");
const wanted = (over: object = {}) =>
  newKeySchema.parse({ name: "notebook", role: "client", ...over });

let store: Store;
let accessKeys: AccessKeys;
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW });
  store = await createStore({ kind: "embedded" }, { clock: systemClock });
  accessKeys = keysOn(store);
});
afterEach(() => store.close());
afterEach(() => void vi.useRealTimers());

async function made(over: object = {}) {
  const reply = await accessKeys.create(wanted(over), "s-admin1");
  if (reply.kind === "refused") throw new Error(reply.reason);
  return reply;
}

/** Every value in the store, as text. */
async function everything(): Promise<string> {
  const names = await store.redis.keys("*");
  const hashes = await Promise.all(names.map((name) => store.redis.hgetall(name)));
  return JSON.stringify([names, hashes]);
}

describe("a key", () => {
  it("is found by its text, on every instance, with its fields", async () => {
    const { key, text } = await made({ role: "deployment", priority: 2, share: 3 });
    expect(text).toMatch(/^gg_[a-z0-9]{8}_[A-Za-z0-9_-]{43}$/);
    const found = await keysOn(store).find(text);
    expect(found).toEqual({ ...key, role: "deployment", priority: 2, share: 3, status: "active" });
  });

  it("is stored as a digest only", async () => {
    const { text, key } = await made();
    const stored = await everything();
    expect(stored).toContain(key.id);
    expect(stored).not.toContain(text.split("_").slice(2).join("_"));
  });

  it("is no key under another secret of the server", async () => {
    const { text } = await made();
    expect(await keysOn(store, "another secret of more than thirty-two").find(text)).toBeNull();
  });

  it("is refused at once where another instance revoked it", async () => {
    const [{ text, key }, other] = [await made(), keysOn(store)];
    expect(await other.find(text)).not.toBeNull();
    expect(await accessKeys.revoke(key.id)).toBe(true);
    expect(await other.find(text)).toBeNull();
    expect(await other.list()).toEqual([]);
    expect(await accessKeys.revoke(key.id)).toBe(false);
  });

  it("is refused from its expiry on, and listed as expired", async () => {
    const { text } = await made({ expiresAt: new Date(NOW + 1_000).toISOString() });
    vi.setSystemTime(NOW + 999);
    expect(await accessKeys.find(text)).not.toBeNull();
    vi.setSystemTime(NOW + 1_000);
    expect(await accessKeys.find(text)).toBeNull();
    expect(await accessKeys.list()).toMatchObject([{ status: "expired" }]);
  });

  it("reads the store once for each refusal, whatever its reason", async () => {
    const [revoked, expired] = [
      await made(),
      await made({ expiresAt: new Date(NOW + 1).toISOString() }),
    ];
    await accessKeys.revoke(revoked.key.id);
    vi.setSystemTime(NOW + 60_000);
    const wrong = `${(await made()).text.slice(0, -2)}00`;
    const read = vi.spyOn(store.redis, "hmget");
    for (const text of [
      revoked.text,
      expired.text,
      wrong,
      "",
      "gg_",
      "gg_a_b",
      `gg_${"x".repeat(100_000)}`,
      `${wrong} ${wrong}`,
      "gg_00000000_00000000000000000000000000000000000000000000",
      `gg_00000000_${"0".repeat(43)}`,
    ]) {
      read.mockClear();
      expect(await accessKeys.find(text), text.slice(0, 20)).toBeNull();
      expect(read, text.slice(0, 20)).toHaveBeenCalledTimes(1);
    }
  });

  it("notes its last use at most once a minute", async () => {
    const { text } = await made();
    const usedAt = async () => (await accessKeys.list())[0]?.lastUsedAt;
    expect(await usedAt()).toBeNull();
    await accessKeys.find(text);
    await vi.waitFor(async () => expect(await usedAt()).toBe(new Date(NOW).toISOString()));
    const run = vi.spyOn(store, "run");
    vi.setSystemTime(NOW + 59_000);
    await accessKeys.find(text);
    await keysOn(store).find(text);
    expect(run).not.toHaveBeenCalled();
    vi.setSystemTime(NOW + 60_000);
    await accessKeys.find(text);
    await accessKeys.find(text);
    expect(run).toHaveBeenCalledTimes(1);
  });
});

describe("limits", () => {
  it("keep all shares within the limit without the reserve", async () => {
    const [first] = [await made({ share: 10 }), await made({ share: 8 })];
    expect(await accessKeys.create(wanted({ share: 1 }), "s")).toEqual({
      kind: "refused",
      reason: "shares",
    });
    const { id } = first.key;
    expect(await accessKeys.change(id, { share: 11 })).toMatchObject({ reason: "shares" });
    expect(await accessKeys.change(id, { share: 4 })).toMatchObject({ kind: "changed" });
    await made({ share: 6 });
    await accessKeys.revoke(id);
    await made({ share: 4 });
  });

  it("hold for admins who create keys at the same time", async () => {
    const instances = Array.from({ length: 6 }, () => keysOn(store));
    const replies = await Promise.all(
      instances.map((one) => one.create(wanted({ share: 5 }), "s-admin1")),
    );
    expect(replies.filter(({ kind }) => kind === "created")).toHaveLength(3);
  });

  it("allow 100 keys and refuse a past expiry", async () => {
    for (let count = 0; count < keyPolicy.keysMost; count += 1) await made();
    expect(await accessKeys.create(wanted(), "s")).toMatchObject({ reason: "full" });
    const expiresAt = new Date(NOW).toISOString();
    expect(await accessKeys.create(wanted({ expiresAt }), "s")).toMatchObject({
      reason: "expired",
    });
  });

  it.each(["", " a", "a ", "a  b", "a\nb", "a\u202eb", "\u200b", "x".repeat(61)])(
    "refuse the name %j",
    (name) => expect(newKeySchema.safeParse({ name, role: "client" }).success).toBe(false),
  );
});

describe("a change", () => {
  it("renames, and the name shows for callers of the key", async () => {
    const { key, text } = await made();
    await accessKeys.change(key.id, { name: "Desk 7 é", priority: 1 });
    expect(await accessKeys.find(text)).toMatchObject({ name: "Desk 7 é", priority: 1, share: 0 });
    const other = keysOn(store);
    expect(other.nameOf(`k${key.id}`)).toBeNull();
    await other.loadNames();
    expect(other.nameOf(`k${key.id}`)).toBe("Desk 7 é");
    expect(other.nameOf("cAbCdEfGhIjKl")).toBeNull();
  });

  it("of a key that is gone is refused", async () => {
    const { key } = await made();
    await accessKeys.revoke(key.id);
    for (const id of [key.id, "00000000", "../audit", ""]) {
      expect(await accessKeys.change(id, { name: "x" })).toMatchObject({ reason: "absent" });
    }
    expect(await store.redis.hkeys(keys.accessKeys)).toEqual([]);
  });
});

describe("a caller with a key", () => {
  it("is the key, or a person whom a deployment key names", async () => {
    const callers = callersOn(store);
    const [client, deployment] = [await made(), await made({ role: "deployment", share: 2 })];
    const own = await callers.authenticate(client.text, "ada");
    expect(own).toMatchObject({ id: `k${client.key.id}`, house: `k${client.key.id}`, share: 0 });
    const of = (person: string | null) => callers.authenticate(deployment.text, person);
    const [ada, again, bob, nobody] = [
      await of("ada"),
      await of("ada"),
      await of("b"),
      await of(null),
    ];
    expect(ada).toEqual(again);
    expect(new Set([ada, bob, nobody].map((one) => one?.id)).size).toBe(3);
    for (const one of [ada, bob, nobody]) {
      expect(one).toMatchObject({ kind: "key", house: `k${deployment.key.id}`, share: 2 });
      expect(one?.id.length).toBeLessThanOrEqual(16);
    }
    expect(await callers.authenticate("gg_a_b", null)).toBeNull();
  });

  it("counts alone, and all people of a key together", async () => {
    const bounds = { queueCapacity: 1, floodPerCaller: 5, floodPerAddress: 12 };
    const callers = callersOn(store, { bounds });
    const { text } = await made({ role: "deployment" });
    const allowed: boolean[] = [];
    for (let count = 0; count < 20; count += 1) {
      const caller = await callers.authenticate(text, `person${count % 4}`);
      if (caller) allowed.push((await callers.countRequest(caller, false)).allowed);
    }
    expect(allowed.filter(Boolean)).toHaveLength(12);
    const { text: client } = await made();
    const caller = await callers.authenticate(client, null);
    if (!caller) throw new Error("the key is valid");
    const own: boolean[] = [];
    for (let count = 0; count < 8; count += 1) {
      own.push((await callers.countRequest(caller, false)).allowed);
    }
    expect(own.filter(Boolean)).toHaveLength(5);
  });
});
