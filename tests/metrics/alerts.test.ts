import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { systemClock } from "@/lib/clock";
import { createAlerts, type SeenQuota } from "@/lib/metrics/alerts";
import { createStore } from "@/lib/redis/create-store";
import type { Store } from "@/lib/redis/store";
import { keys } from "../callers/setup";
import { startScriptedServer } from "../support/scripted-server";
import { type Hands, HOUR_START } from "./past-rig";

type Receiver = Awaited<ReturnType<typeof startScriptedServer>>;

let store: Store;
let receiver: Receiver;
let url: string;
let hands: Hands;
let gone: string[];
beforeAll(async () => {
  store = await createStore({ kind: "embedded" }, { clock: systemClock });
  receiver = await startScriptedServer((_, response) => void response.end());
  url = (await receiver.fetch("/where")).url.replace("/where", "/hook");
});
afterAll(async () => {
  await receiver.stop();
  await store.close();
});
beforeEach(async () => {
  await store.redis.flushdb();
  receiver.asked.length = 0;
  hands = { now: HOUR_START };
  gone = [];
});

const alertsOn = (to: string | null = url) =>
  createAlerts({
    ...{ url: to, store, keys, deployment: "desk-1", findGone: async () => gone },
    clock: { monotonic: () => hands.now },
  });

const seen = (over: Partial<SeenQuota["windows"][number]> = {}, isLow = false): SeenQuota => {
  const window = { name: "account", state: "closed", reason: "", since: 0, outsideAt: 0 } as const;
  return {
    queueSize: 0,
    windows: [{ ...window, ...over }],
    isLow,
    now: hands.now,
    windowMs: 60_000,
  };
};

const causes = () =>
  receiver.asked.map(({ body }) => {
    const { cause, subject } = JSON.parse(body);
    return `${cause} ${subject}`;
  });

describe("an alert", () => {
  test.each<[string, () => SeenQuota]>([
    ["breaker-open account", () => seen({ state: "open", reason: "limited" })],
    ["credentials-refused account", () => seen({ state: "open", reason: "credentials" })],
    ["outside-usage account", () => seen({ outsideAt: hands.now - 1_000 })],
  ])("%s goes once in 15 minutes, whichever process sees it", async (name, view) => {
    const all = [alertsOn(), alertsOn()];
    for (let look = 0; look < 5; look += 1) {
      for (const alerts of all) {
        alerts.see(view());
        await alerts.send();
      }
    }
    expect(causes()).toEqual([name]);
    expect(await store.redis.pttl(keys.alert(name.replace(" ", ":")))).toBeGreaterThan(890_000);
  });

  test("is none while all is well", async () => {
    const alerts = alertsOn();
    alerts.see(seen());
    alerts.see(seen({ state: "half-open", reason: "limited" }));
    alerts.see(seen({ outsideAt: hands.now - 3_600_000 }));
    await alerts.send();
    expect(causes()).toEqual([]);
  });

  test("of a low quota comes after 5 minutes of it, not of a gap in the looks", async () => {
    const alerts = alertsOn();
    const lookFor = async (minutes: number, isLow: boolean) => {
      for (let step = 0; step < minutes * 2; step += 1) {
        hands.now += 30_000;
        alerts.see(seen({}, isLow));
      }
      await alerts.send();
    };
    await lookFor(4, true);
    await lookFor(1, false);
    await lookFor(4, true);
    hands.now += 600_000;
    await lookFor(4, true);
    expect(causes()).toEqual([]);
    await lookFor(2, true);
    expect(causes()).toEqual(["quota-low account"]);
  });

  test("of a deployment that is gone names it; one look a minute", async () => {
    const alerts = alertsOn();
    gone = ["notebook"];
    await alerts.send();
    expect(causes()).toEqual([]);
    hands.now += 61_000;
    await alerts.send();
    expect(causes()).toEqual(["deployment-gone notebook"]);
  });

  test("goes nowhere without an address, and nothing is kept of it", async () => {
    const alerts = alertsOn(null);
    alerts.see(seen({ state: "open", reason: "failing" }));
    await alerts.send();
    expect([causes(), await store.redis.dbsize()]).toEqual([[], 0]);
  });

  test("to a receiver that is not there rejects nothing", async () => {
    const alerts = alertsOn("http://127.0.0.1:9/hook");
    alerts.see(seen({ state: "open", reason: "failing" }));
    await expect(alerts.send()).resolves.toBeUndefined();
  });
});
