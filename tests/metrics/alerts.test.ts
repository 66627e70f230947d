import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { systemClock } from "@/lib/clock";
import { createAlerts, type SeenQuota } from "@/lib/metrics/alerts";
import { createStore } from "@/lib/redis/create-store";
import type { Store } from "@/lib/redis/store";
import { StoreFault } from "@/lib/store-fault";
import { keys } from "../callers/setup";
import { startScriptedServer } from "../support/fake-upstream/scripted-server";
import { type Hands, HOUR_START } from "./past-rig";

type Receiver = Awaited<ReturnType<typeof startScriptedServer>>;

let store: Store;
let receiver: Receiver;
let url: string;
let hands: Hands;
let gone: string[];
/** What the receiver answers; null: it hangs up. */
let status: number | null = 200;
beforeAll(async () => {
  store = await createStore({ kind: "embedded" }, { clock: systemClock });
  receiver = await startScriptedServer((_, response) => {
    if (status === null) response.destroy();
    else response.writeHead(status).end();
  });
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
  status = 200;
});

const alertsOn = (to: string | null = url, on = store) =>
  createAlerts({
    url: to,
    store: on,
    keys,
    deployment: "desk-1",
    findGone: async () => gone,
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
    refusedKeys: [],
    shares: [],
  };
};

/** As much later as a mark lives; the store's own clock does not move, so the mark is taken away. */
async function passLife(name: string, ms = 61_000): Promise<void> {
  hands.now += ms;
  await store.redis.del(keys.alert(name));
}

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

  test("comes after 5 minutes of low quota, not of a gap in reads", async () => {
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

  test.each([
    [7, [], ""],
    [
      8,
      ["share-high bot"],
      "The access key bot uses 8 of its share of 10 calls per window (80% or more).",
    ],
    [
      10,
      ["share-full bot"],
      "The access key bot uses 10 of its share of 10 calls per window (95% or more).",
    ],
    [
      12,
      ["share-over bot"],
      "The access key bot uses 12 calls per window, over its share of 10. It uses calls that others leave.",
    ],
  ])("of %i calls of a share of 10 says how much is used", async (used, expected, text) => {
    const alerts = alertsOn();
    const shares = [
      { name: "bot", used, share: 10 },
      { name: "idle", used: 0, share: 5 },
    ];
    alerts.see({ ...seen(), shares });
    await alerts.send();
    expect(causes()).toEqual(expected);
    expect(
      receiver.asked.map(({ body }) => JSON.parse(body).sentence ?? JSON.parse(body).text),
    ).toEqual(expected.length === 0 ? [] : [expect.stringContaining(text)]);
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

  test.each([null, 500, 404])(
    "is sent again if the receiver answers %s, until accepted",
    async (broken) => {
      status = broken;
      const alerts = alertsOn();
      alerts.see(seen({ outsideAt: hands.now - 1_000 }));
      await alerts.send();
      const life = await store.redis.pttl(keys.alert("outside-usage:account"));
      expect([causes().length, life > 50_000, life <= 60_000]).toEqual([1, true, true]);
      await alerts.send();
      expect(causes()).toHaveLength(1);
      await passLife("outside-usage:account");
      await alerts.send();
      expect(causes()).toHaveLength(2);
      status = 200;
      await passLife("outside-usage:account");
      await alerts.send();
      expect(causes()).toHaveLength(3);
      await passLife("outside-usage:account", 16 * 60_000);
      await alerts.send();
      expect(causes()).toHaveLength(3);
    },
  );

  test("is sent once for each outside usage, however long it shows", async () => {
    const alerts = alertsOn();
    const outsideAt = hands.now - 1_000;
    alerts.see(seen({ outsideAt }));
    await alerts.send();
    await passLife("outside-usage:account", 16 * 60_000);
    alerts.see({ ...seen({ outsideAt }), now: outsideAt + 2_000 });
    await alerts.send();
    expect(causes()).toHaveLength(1);
    alerts.see(seen({ outsideAt: hands.now - 500 }));
    await alerts.send();
    expect(causes()).toHaveLength(2);
  });

  test("is not sent late for a cause that was over before a resend", async () => {
    const alerts = alertsOn();
    alerts.see(seen({ state: "open", reason: "failing" }));
    await alerts.send();
    alerts.see(seen({ state: "open", reason: "failing" }));
    await alerts.send();
    await passLife("breaker-open:account", 16 * 60_000);
    alerts.see(seen());
    await alerts.send();
    expect(causes()).toEqual(["breaker-open account"]);
  });

  test("costs the store one command a minute while its cause lasts", async () => {
    await store.redis.set(keys.alert("breaker-open:account"), "desk-2", { px: 900_000 });
    let asked = 0;
    const counted: Store = {
      ...store,
      redis: new Proxy(store.redis, {
        get: (target, name) => {
          if (name === "set") asked += 1;
          return Reflect.get(target, name);
        },
      }),
    };
    const busy = alertsOn(url, counted);
    for (let second = 0; second < 120; second += 1) {
      hands.now += 1_000;
      busy.see(seen({ state: "open", reason: "failing" }));
      await busy.send();
    }
    expect([asked, causes().length]).toEqual([2, 0]);
  });

  test("goes out once from each process when the store is unusable", async () => {
    const down: Store = {
      ...store,
      redis: new Proxy(store.redis, {
        get: () => () => Promise.reject(new StoreFault("readonly")),
      }),
    };
    const alerts = alertsOn(url, down);
    for (let times = 0; times < 2; times += 1) {
      alerts.seeStore("readonly");
      await alerts.send();
    }
    expect(causes()).toEqual(["store-trouble readonly"]);
  });
});
