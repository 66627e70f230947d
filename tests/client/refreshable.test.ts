import { describe, expect, test } from "vitest";
import { createAskStore } from "@/lib/client/ask-store";
import { type HeldSnapshot, holdSnapshot } from "@/lib/client/held";
import { refreshable } from "@/lib/client/refreshable";
import { NOW, snapshotFixture } from "../support/snapshot-fixture";

const copies = new Map<string, HeldSnapshot>([
  ["SPY", holdSnapshot(snapshotFixture("SPY", { readyIn: 60 }), NOW)],
  ["QQQ", holdSnapshot(snapshotFixture("QQQ", { readyIn: 20 }), NOW)],
  ["IWM", holdSnapshot(snapshotFixture("IWM"), NOW)],
]);
const held = { snapshot: (symbol: string) => copies.get(symbol) ?? null };

describe("what Refresh selected asks for", () => {
  test("is what does not cool down, and what is not held; the first of the others is told", () => {
    const { state } = createAskStore();
    expect(refreshable(["SPY", "QQQ", "IWM", "DIA"], held, state(), NOW)).toEqual({
      ready: ["IWM", "DIA"],
      nextReadyAt: NOW + 20_000,
    });
  });

  test("is nothing, not even what is not held, before the caller's interval is over", () => {
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
