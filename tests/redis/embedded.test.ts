import { describe, expect, it } from "vitest";
import { systemClock } from "@/lib/clock";
import { createStore } from "@/lib/redis/create-store";
import { evictionPolicy } from "@/lib/redis/eviction-policy";
import { createKeys } from "@/lib/redis/keys";
import { defineScript } from "@/lib/redis/script";

const open = () => createStore({ kind: "embedded" }, { clock: systemClock });

describe("the embedded store", () => {
  it("two in one process share nothing, neither keys nor scripts", async () => {
    const [one, other] = await Promise.all([open(), open()]);
    await one.redis.set("k", "v");
    const sha = await one.redis.scriptLoad("return 1");
    expect(await other.redis.get("k")).toBeNull();
    await expect(other.redis.evalsha(sha, [], [])).rejects.toMatchObject({ unknownScript: true });
    await one.close();
    expect(await other.redis.set("k", "w")).toBe("OK");
    await other.close();
  });

  it("packs its state as bytes that another store can restore", async () => {
    const [before, after] = await Promise.all([open(), open()]);
    const pack = defineScript(
      'return redis.call("SET", KEYS[1], cmsgpack.pack({ at = 1794823200123, raw = "\\255\\0" }))',
    );
    const unpack = defineScript(`
      local state = cmsgpack.unpack(redis.call("GET", KEYS[1]))
      return { tostring(state.raw == "\\255\\0"), string.format("%.0f", state.at) }`);
    expect(await before.raw?.read("gate")).toBeNull();
    await before.run(pack, ["gate"], [], 900);
    const bytes = await before.raw?.read("gate");
    if (!bytes) throw new Error("Nothing was read");
    await after.raw?.write("gate", bytes);
    expect(await after.run(unpack, ["gate"], [], 900)).toEqual(["true", "1794823200123"]);
    await before.close();
    await after.close();
  });

  it("never throws keys away as far as anybody knows", async () => {
    const store = await open();
    expect(await evictionPolicy(store)).toBe("unknown");
    await store.close();
  });

  it("after closing every command is a fault", async () => {
    const store = await open();
    await store.close();
    await expect(store.redis.get("k")).rejects.toMatchObject({ name: "StoreFault" });
  });
});

describe("keys", () => {
  it("name the account for gate and cache, the prefix for the rest", () => {
    const keys = createKeys({ prefix: "preview", quotaGroup: "api.example" });
    expect(keys.gate).toBe("gammagate:gate:api.example");
    expect(keys.snapshot("v1:/x")).toBe("gammagate:snapshot:api.example:v1:/x");
    expect(keys.failure("v1:/x")).toBe("gammagate:failure:api.example:v1:/x");
    expect(keys.trend("v1:/x")).toBe("gammagate:trend:api.example:v1:/x");
    expect(keys.ratelimit("flood")).toBe("preview:ratelimit:flood");
  });
});
