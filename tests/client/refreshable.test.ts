import { describe, expect, test } from "vitest";
import { refreshable } from "@/lib/client/asks/refreshable";
import { createAskStore } from "@/lib/client/tab/ask-store";
import { type LocalSnapshot, toLocalSnapshot } from "@/lib/client/tab/local-cache";
import { NOW, snapshotFixture } from "../support/visitors/snapshot-fixture";

const copies = new Map<string, LocalSnapshot>([
  ["SPY", toLocalSnapshot(snapshotFixture("SPY", { readyIn: 60 }), NOW)],
  ["QQQ", toLocalSnapshot(snapshotFixture("QQQ", { readyIn: 20 }), NOW)],
  ["IWM", toLocalSnapshot(snapshotFixture("IWM"), NOW)],
]);
const held = { snapshot: (symbol: string) => copies.get(symbol) ?? null };

describe("what Refresh selected asks for", () => {
  test("is rows missing or off cooldown, then when the next is ready", () => {
    const { state } = createAskStore();
    expect(refreshable(["SPY", "QQQ", "IWM", "DIA"], held, state(), NOW)).toEqual({
      ready: ["IWM", "DIA"],
      nextReadyAt: NOW + 20_000,
    });
  });

  test("is nothing, missing or not, before the interval is over", () => {
    const asks = createAskStore();
    asks.coolDown(NOW + 8_000);
    expect(refreshable(["AAPL", "NVDA"], held, asks.state(), NOW)).toEqual({
      ready: [],
      nextReadyAt: NOW + 8_000,
    });
    expect(refreshable(["AAPL", "NVDA"], held, asks.state(), NOW + 8_000).ready).toEqual([
      "AAPL",
      "NVDA",
    ]);
  });

  test("is nothing that is asked for already", () => {
    const asks = createAskStore();
    asks.write("AAPL", { kind: "asking" });
    expect(refreshable(["AAPL"], held, asks.state(), NOW)).toEqual({ ready: [], nextReadyAt: 0 });
  });
});
