import { describe, expect, test } from "vitest";
import { isSymbol } from "@/lib/contract/market/parse-symbol";
import { setupsDataSchema } from "@/lib/contract/market/setups-data";
import { SETUP_LISTS } from "@/lib/contract/values/resources";
import { demoPath } from "@/lib/upstream/demo/demo-path";
import { demoSetups } from "@/lib/upstream/demo/demo-setups";
import { demoState } from "@/lib/upstream/demo/demo-state";
import { findDemoSymbol } from "@/lib/upstream/demo/demo-symbols";
import { callWanted } from "../support/fake-upstream/call-upstreams";
import { dataOf } from "./data-of";
import { createMarket, START } from "./demo-market";

const MINUTE = Math.floor(START / 60_000);
const DAY = 1_440;

describe.each(SETUP_LISTS)("the demo market's list %s", (list) => {
  const { setups } = demoSetups(list, MINUTE);

  test("has symbols of the demo market, each once, the best first", () => {
    expect(setupsDataSchema.parse(demoSetups(list, MINUTE)).setups).toEqual(setups);
    expect(setups.length).toBeGreaterThan(4);
    expect(setups.every(({ symbol }) => isSymbol(symbol))).toBe(true);
    expect(new Set(setups.map(({ symbol }) => symbol)).size).toBe(setups.length);
    const scores = setups.map(({ opportunityScore }) => opportunityScore ?? Number.NaN);
    expect(scores).toEqual(scores.toSorted((one, other) => other - one));
    expect(Math.min(...scores)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...scores)).toBeLessThanOrEqual(10);
  });

  test("has the prices of that minute", () => {
    for (const { symbol: name, price, ivRank } of setups.slice(0, 3)) {
      const symbol = findDemoSymbol(name);
      if (symbol === null) throw new Error(name);
      const state = demoState(demoPath(symbol, MINUTE), MINUTE);
      expect({ price, ivRank }).toEqual({ price: state.spot, ivRank: state.ivRank });
    }
  });

  test("is the same for everyone, and another on another day", () => {
    expect(demoSetups(list, MINUTE).setups).toEqual(setups);
    const namesOf = (minute: number) => demoSetups(list, minute).setups.map(({ symbol }) => symbol);
    expect(namesOf(MINUTE + DAY)).not.toEqual(namesOf(MINUTE));
  });

  test("is the answer of one call", async () => {
    const { upstream } = createMarket();
    const { signal } = new AbortController();
    const outcome = await callWanted(upstream, { resource: "setups", symbol: list }, signal);
    expect(outcome).toMatchObject({ kind: "answered", asOf: "2026-11-23T15:00:00.000Z" });
    expect(dataOf(outcome, "setups")).toEqual(demoSetups(list, MINUTE));
  });
});
