import { expect, test } from "vitest";
import { createHeartbeats } from "@/lib/fleet/heartbeats";
import { fleetPolicy } from "@/lib/policy";
import { keys } from "../callers/setup";
import { emptyStore } from "../desk/shared-gate/empty-store";

const store = emptyStore();
const beat = (name: string) =>
  ({ name, role: "secondary", version: "1", region: "local" }) as const;
const open = () => createHeartbeats({ store: store(), keys });

test("lists each deployment once, with its last heartbeat", async () => {
  const heartbeats = open();
  await heartbeats.note("abcdefgh", beat("one"));
  await heartbeats.note("abcdefgh", beat("two"));
  await heartbeats.note("abcdefgh", { ...beat("one"), version: "2" });
  const seen = await heartbeats.read();
  expect(seen.map(({ name, version }) => [name, version]).sort()).toEqual([
    ["one", "2"],
    ["two", "1"],
  ]);
  expect(await store().redis.pttl(keys.heartbeats)).toBeGreaterThan(0);
});

test("forgets old heartbeats, unreadable ones and too many", async () => {
  const heartbeats = open();
  const old = { ...beat("old"), keyId: "abcdefgh", at: 1 };
  await store().redis.hset(keys.heartbeats, { old: JSON.stringify(old), broken: "{" });
  for (let count = 0; count <= fleetPolicy.heartbeatsMost; count += 1) {
    await heartbeats.note("abcdefgh", beat(`name ${count}`));
  }
  const seen = await heartbeats.read();
  expect(seen).toHaveLength(fleetPolicy.heartbeatsMost);
  expect(seen.some(({ name }) => name === "old")).toBe(false);
  expect(await store().redis.hlen(keys.heartbeats)).toBe(fleetPolicy.heartbeatsMost);
});
