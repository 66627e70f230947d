import { describe, expect, it, vi } from "vitest";
import { createLoginThrottle, type LoginThrottle } from "@/lib/callers/login-throttle";
import { createSigner } from "@/lib/callers/signer";
import { systemClock } from "@/lib/clock";
import { createStore } from "@/lib/redis/create-store";
import type { Store } from "@/lib/redis/store";
import { StoreFault } from "@/lib/store-fault";
import { keys, SECRET } from "./setup";
import { withStandingClock } from "./standing-clock";

/** A quarter of an hour begins here: counts are plain. */
const NOW = Date.parse("2026-11-23T15:00:00Z");
const throttleOn = (store: Store, door: "login" | "admin-login" = "login") =>
  createLoginThrottle({ door, store, keys, signer: createSigner(SECRET), clock: systemClock });

let store: Store;
let throttle: LoginThrottle;
withStandingClock(NOW, (made) => {
  store = made;
  throttle = throttleOn(store);
});

const address = (index: number) => `192.0.2.${index}`;

describe("the login throttle", () => {
  it("refuses only an address's 6th wrong passphrase in 15 min", async () => {
    for (let tries = 0; tries < 5; tries += 1) {
      expect(await throttle.takeLogin(address(1))).toEqual({ allowed: true });
    }
    const sixth = await throttle.takeLogin(address(1));
    expect(sixth).toEqual({ allowed: false, retryAfterSeconds: 901 });
    expect((await throttle.takeLogin(address(2))).allowed).toBe(true);
    vi.setSystemTime(NOW + 901_000);
    expect((await throttle.takeLogin(address(1))).allowed).toBe(true);
  });

  it("of fifty tries at once lets five be looked at", async () => {
    const tries = Array.from({ length: 50 }, () => throttle.takeLogin(address(1)));
    expect((await Promise.all(tries)).filter((one) => one.allowed)).toHaveLength(5);
  });

  it("refuses the 101st wrong passphrase in all, from any address", async () => {
    for (let tries = 0; tries < 100; tries += 1) {
      expect((await throttle.takeLogin(address(Math.floor(tries / 4)))).allowed).toBe(true);
    }
    expect((await throttle.takeLogin(address(99))).allowed).toBe(false);
    expect((await throttle.takeLogin(null)).allowed).toBe(false);
  });

  it("counts each door by itself", async () => {
    const other = throttleOn(store, "admin-login");
    for (let tries = 0; tries < 5; tries += 1) await throttle.takeLogin(address(1));
    expect((await throttle.takeLogin(address(1))).allowed).toBe(false);
    expect((await other.takeLogin(address(1))).allowed).toBe(true);
  });

  it("does not count the right one", async () => {
    for (let tries = 0; tries < 120; tries += 1) {
      const from = tries % 2 === 0 ? address(1) : null;
      expect((await throttle.takeLogin(from)).allowed).toBe(true);
      await throttle.giveLoginBack(from);
    }
  });

  it("gives a known browser tries of its own, despite strangers", async () => {
    for (let tries = 0; tries < 100; tries += 1) {
      await throttle.takeLogin(address(Math.floor(tries / 5)));
    }
    for (const from of [address(0), address(99), null]) {
      expect((await throttle.takeLogin(from)).allowed).toBe(false);
      expect(await throttle.takeLogin(from, "own")).toEqual({ allowed: true });
      await throttle.giveLoginBack(from, "own");
    }
    for (let tries = 0; tries < 5; tries += 1) {
      expect((await throttle.takeLogin(null, "own")).allowed).toBe(true);
    }
    expect((await throttle.takeLogin(null, "own")).allowed).toBe(false);
    expect((await throttle.takeLogin(null, "another")).allowed).toBe(true);
    expect((await throttleOn(store, "admin-login").takeLogin(null, "own")).allowed).toBe(true);
  });

  it("what a device does is not counted against strangers", async () => {
    for (let device = 0; device < 30; device += 1) {
      for (let tries = 0; tries < 5; tries += 1) {
        await throttle.takeLogin(address(1), `device-${device}`);
      }
    }
    expect((await throttle.takeLogin(address(1))).allowed).toBe(true);
  });

  it("delays each try without an address more, up to a minute", async () => {
    const waits: number[] = [];
    let now = NOW;
    for (let tries = 0; tries < 14; tries += 1) {
      // As an attacker would: again and again, until one is let through.
      const startedAt = now;
      for (;;) {
        vi.setSystemTime(now);
        const answer = await throttle.takeLogin(null);
        if (answer.allowed) break;
        now += answer.retryAfterSeconds * 1_000;
      }
      waits.push((now - startedAt) / 1_000);
    }
    expect(waits.slice(0, 6)).toEqual([0, 0, 0, 0, 0, 0]);
    expect(waits.slice(6)).toEqual([2, 4, 8, 16, 32, 60, 60, 60]);
  });

  it("fails closed: a store that does not answer is a fault", async () => {
    const cut = await createStore({ kind: "embedded" }, { clock: systemClock });
    await cut.close();
    await expect(throttleOn(cut).takeLogin(address(1))).rejects.toBeInstanceOf(StoreFault);
    await expect(throttleOn(cut).takeLogin(null, "own")).rejects.toBeInstanceOf(StoreFault);
    await expect(throttleOn(cut).takeLogin(null)).rejects.toBeInstanceOf(StoreFault);
  });
});
