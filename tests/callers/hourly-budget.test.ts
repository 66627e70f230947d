import { describe, expect, it, vi } from "vitest";
import type { Caller, Callers } from "@/lib/callers/callers";
import type { Store } from "@/lib/redis/store";
import { callersOn } from "./setup";
import { withStandingClock } from "./standing-clock";

const HOUR = 3_600_000;
const NOW = Date.parse("2026-11-23T15:20:00Z");

let store: Store;
let callers: Callers;
withStandingClock(NOW, (made) => {
  store = made;
  callers = callersOn(store);
});

/** A person of a key with this budget. */
const agent = (hourlyBudget: number | null, id = "k12345678"): Caller => ({
  id,
  kind: "key",
  house: "k12345678",
  address: null,
  key: { id: "12345678", role: "deployment", priority: null, hourlyBudget },
});

const takes = async (caller: Caller, times: number) => {
  const found = await Promise.all(Array.from({ length: times }, () => callers.takeBudget(caller)));
  return found.filter(({ allowed }) => allowed).length;
};

describe("the hourly budget of a key", () => {
  it("permits exactly that many calls in an hour of the clock", async () => {
    expect(await takes(agent(5), 50)).toBe(5);
    vi.setSystemTime(NOW + 2_399_999);
    expect(await takes(agent(5), 5)).toBe(0);
    vi.setSystemTime(NOW + 2_400_000);
    expect(await takes(agent(5), 50)).toBe(5);
  });

  it("says when the next hour begins, and how large it is", async () => {
    await takes(agent(1), 1);
    const refused = { allowed: false, calls: 1, retryAfterSeconds: 2_400 };
    expect(await callers.takeBudget(agent(1))).toEqual(refused);
  });

  it("is one for all people of the key", async () => {
    expect(await takes(agent(3, "k12345678ada"), 2)).toBe(2);
    expect(await takes(agent(3, "k12345678bob"), 2)).toBe(1);
  });

  it("gets back a call that was not caused, whatever was refused", async () => {
    const taken = await callers.takeBudget(agent(1));
    if (!taken.allowed) throw new Error("the first call is allowed");
    await takes(agent(1), 10);
    await callers.giveBudgetBack(agent(1), taken);
    expect(await takes(agent(1), 2)).toBe(1);
  });

  it("gives nothing back to a later hour", async () => {
    const taken = await callers.takeBudget(agent(1));
    if (!taken.allowed) throw new Error("the first call is allowed");
    vi.setSystemTime(NOW + HOUR);
    await callers.giveBudgetBack(agent(1), taken);
    expect(await takes(agent(1), 3)).toBe(1);
  });

  it("limits no one without one, and costs no command", async () => {
    const commands = vi.spyOn(store.redis, "evalsha");
    expect(await takes(agent(null), 100)).toBe(100);
    expect(commands).not.toHaveBeenCalled();
  });

  it("follows a change at once", async () => {
    expect(await takes(agent(2), 3)).toBe(2);
    expect(await takes(agent(4), 5)).toBe(2);
  });
});
