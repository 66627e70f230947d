import { beforeEach, describe, expect, test } from "vitest";
import { type RefreshReply, refreshSelected } from "@/lib/desk/snapshots/refresh-selected";
import { requestSnapshot } from "@/lib/desk/snapshots/request-snapshot";
import { createKeys } from "@/lib/redis/keys";
import type { Store } from "@/lib/redis/store";
import { StoreFault } from "@/lib/store-fault";
import { gexFigures, headlineJob } from "../cache/sample";
import { ask } from "../support/store/gate-probe";
import { asked, caller, createDeskRig, type DeskRig } from "./desk-rig";
import { emptyStore } from "./shared-gate/empty-store";

const store = emptyStore();
let rig: DeskRig;
let tests = 0;

/** Each test has a gate and a cache of its own: a call of an earlier one may still write its result. */
function rigOn(opened: Store): DeskRig {
  const keys = createKeys({ prefix: "test", quotaGroup: `test-${tests}` });
  return createDeskRig(opened, undefined, undefined, undefined, keys);
}

beforeEach(() => {
  tests += 1;
  rig = rigOn(store());
});

function refresh(symbols: string[], id = "c-me"): Promise<RefreshReply> {
  const signal = () => new AbortController().signal;
  const wanted = symbols.map((symbol) => ({ resource: "gex", symbol }) as const);
  const request = { wanted, isNewCookie: false, signal };
  return refreshSelected(rig.desk, { ...request, caller: caller(id) });
}

/** The part of the reply that has each symbol. Each symbol must be in exactly one. */
function placesOf(reply: RefreshReply): Record<string, string> {
  if (reply.kind === "refused") throw new Error(reply.slug);
  const rows = [
    ...reply.tickets.map(({ symbol }) => [symbol, "ticket"]),
    ...reply.fresh.map(({ symbol, source }) => [symbol, source]),
    ...reply.left.map(({ symbol }) => [symbol, "left"]),
  ];
  expect(new Set(rows.map(([symbol]) => symbol)).size).toBe(rows.length);
  return Object.fromEntries(rows);
}

async function keepOldCopy(symbol: string): Promise<void> {
  const fetchedAt = Date.now() - 3_600_000;
  const job = headlineJob(`v2:/tickers/${symbol}`, symbol);
  const asOf = new Date(fetchedAt).toISOString();
  await rig.desk.cache.write(job, { figures: gexFigures(7), asOf }, fetchedAt);
}

describe("refresh selected", () => {
  test("costs one interval; due rows get tickets, others snapshots", async () => {
    await requestSnapshot(rig.desk, asked("SPY", { caller: caller("c-other") }));
    const reply = await refresh(["SPY", "QQQ", "IWM"]);
    expect(placesOf(reply)).toEqual({ SPY: "cache", QQQ: "ticket", IWM: "ticket" });
    expect(reply).toMatchObject({ cost: 2 });
    expect(await refresh(["DIA"])).toMatchObject({ slug: "cooling-down" });
  });

  test("answers every symbol, beyond queue and interval limits", async () => {
    const keysOfMine = Array.from({ length: 29 }, (_, index) => ask(`M${index}`, "c-me"));
    await Promise.all(keysOfMine.map((one) => rig.desk.pump.enter(one)));
    await keepOldCopy("QQQ");
    await keepOldCopy("IWM");
    const reply = await refresh(["SPY", "QQQ", "IWM", "DIA"]);
    expect(Object.keys(placesOf(reply)).sort()).toEqual(["DIA", "IWM", "QQQ", "SPY"]);
  });

  test("names the rows left when the interval is spent", async () => {
    rig.script.set("SPY", () => new Promise(() => undefined));
    await rig.desk.pump.enter({ ...ask("SPY", "c-other"), key: "v2:/tickers/SPY" });
    await rig.desk.callers.takeRefresh(caller());
    const reply = await refresh(["SPY", "QQQ", "IWM"]);
    expect(placesOf(reply)).toEqual({ SPY: "ticket", QQQ: "left", IWM: "left" });
  });

  test("charges the interval to new rows, not to a joined one", async () => {
    rig.script.set("SPY", () => new Promise(() => undefined));
    await requestSnapshot(rig.desk, asked("SPY", { waitMs: 0 }));
    await rig.desk.callers.takeRefresh(caller());
    const reply = await refresh(["SPY", "QQQ", "IWM"]);
    expect(placesOf(reply)).toEqual({ SPY: "ticket", QQQ: "left", IWM: "left" });
    // A call that was requested earlier is no cost of this request.
    expect(reply).toMatchObject({ cost: 0 });
  });

  test("refuses too many unknown symbols with that reason", async () => {
    for (let asks = 0; asks < 5; asks += 1) await rig.desk.callers.countUnknown(caller().id);
    expect(await refresh(["NOPE"])).toMatchObject({ slug: "too-many-requests" });
  });

  describe("a store that fails after the first rows", () => {
    /** Fails from the `times`-th step that names the symbol. `named` counts those steps. */
    function failingFrom(symbol: string, times: number): { named(symbol: string): number } {
      const whole = store();
      const sent: string[] = [];
      const named = (one: string) => sent.filter((text) => text.includes(`/${one}`)).length;
      rig = rigOn({
        ...whole,
        run: (script, keys, args, timeoutMs) => {
          sent.push(args.join(" "));
          if (named(symbol) >= times) return Promise.reject(new StoreFault("unreachable"));
          return whole.run(script, keys, args, timeoutMs);
        },
      });
      return { named };
    }

    test("reports queued rows and fails the others with the reason", async () => {
      const { named } = failingFrom("IWM", 1);
      for (const symbol of ["SPY", "QQQ"]) rig.script.set(symbol, () => new Promise(() => {}));
      const reply = await refresh(["SPY", "QQQ", "IWM", "DIA"]);
      expect(placesOf(reply)).toEqual({ SPY: "ticket", QQQ: "ticket", IWM: "left", DIA: "left" });
      const detail = "Gammagate can't reach its database (Redis), so it makes no API calls.";
      expect(reply).toMatchObject({ cost: 2, left: [{ detail }, { detail }] });
      expect(named("DIA")).toBe(0);
    });

    test("fails the request when no row was accepted yet", async () => {
      // A forced refresh takes two steps: the first only joins, the second creates a job.
      failingFrom("SPY", 2);
      await expect(refresh(["SPY", "QQQ"])).rejects.toThrow(StoreFault);
    });
  });
});
