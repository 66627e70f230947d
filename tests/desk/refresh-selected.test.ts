import { beforeEach, describe, expect, test } from "vitest";
import { type RefreshReply, refreshSelected } from "@/lib/desk/refresh-selected";
import { requestSnapshot } from "@/lib/desk/request-snapshot";
import { gexFigures, headlineJob } from "../cache/sample";
import { ask } from "../support/gate-probe";
import { asked, caller, createDeskRig, type DeskRig } from "./desk-rig";
import { emptyStore } from "./empty-store";

const store = emptyStore();
let rig: DeskRig;

beforeEach(() => {
  rig = createDeskRig(store());
});

function refresh(symbols: string[], id = "c-me"): Promise<RefreshReply> {
  const signal = () => new AbortController().signal;
  const wanted = symbols.map((symbol) => ({ resource: "gex", symbol }) as const);
  const request = { wanted, isNewCookie: false, signal };
  return refreshSelected(rig.desk, { ...request, caller: caller(id) });
}

/** Where each symbol of the reply is: every one must be somewhere, once. */
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
  test("is one interval, one ticket for what is due, and the copies of what is not", async () => {
    await requestSnapshot(rig.desk, asked("SPY", { caller: caller("c-other") }));
    const reply = await refresh(["SPY", "QQQ", "IWM"]);
    expect(placesOf(reply)).toEqual({ SPY: "cache", QQQ: "ticket", IWM: "ticket" });
    expect(reply).toMatchObject({ cost: 2 });
    expect(await refresh(["DIA"])).toMatchObject({ slug: "cooling-down" });
  });

  test("answers every symbol: past the line's bound and past the interval too", async () => {
    const keysOfMine = Array.from({ length: 29 }, (_, index) => ask(`M${index}`, "c-me"));
    await Promise.all(keysOfMine.map((one) => rig.desk.pump.enter(one)));
    await keepOldCopy("QQQ");
    await keepOldCopy("IWM");
    const reply = await refresh(["SPY", "QQQ", "IWM", "DIA"]);
    expect(Object.keys(placesOf(reply)).sort()).toEqual(["DIA", "IWM", "QQQ", "SPY"]);
  });

  test("a joined row first, then the interval is spent: the rest is named, not dropped", async () => {
    rig.script.set("SPY", () => new Promise(() => undefined));
    await rig.desk.pump.enter({ ...ask("SPY", "c-other"), key: "v2:/tickers/SPY" });
    await rig.desk.callers.takeRefresh(caller());
    const reply = await refresh(["SPY", "QQQ", "IWM"]);
    expect(placesOf(reply)).toEqual({ SPY: "ticket", QQQ: "left", IWM: "left" });
  });

  test("a joined row first, though it is one's own ask of before: the others pay the interval", async () => {
    rig.script.set("SPY", () => new Promise(() => undefined));
    await requestSnapshot(rig.desk, asked("SPY", { waitMs: 0 }));
    await rig.desk.callers.takeRefresh(caller());
    const reply = await refresh(["SPY", "QQQ", "IWM"]);
    expect(placesOf(reply)).toEqual({ SPY: "ticket", QQQ: "left", IWM: "left" });
    // Nor is what was asked for before a cost of this.
    expect(reply).toMatchObject({ cost: 0 });
  });

  test("too many unknown symbols are refused as such", async () => {
    for (let asks = 0; asks < 5; asks += 1) await rig.desk.callers.countUnknown(caller().id);
    expect(await refresh(["NOPE"])).toMatchObject({ slug: "too-many-requests" });
  });
});
