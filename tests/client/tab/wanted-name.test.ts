import { describe, expect, test } from "vitest";
import { isNarrow, wantedAddress, wantedName } from "@/lib/client/tab/wanted-name";
import { nameWanted, wantedOf } from "@/lib/contract/market/name-wanted";
import type { Wanted } from "@/lib/contract/market/wanted";
import { ticketFixture } from "../../support/visitors/test-tab";

const WANTED: [Wanted, string, string][] = [
  [{ resource: "gex", symbol: "SPY" }, "SPY", "/api/gex/SPY"],
  [
    { resource: "curve", symbol: "SPY", expiry: "nearest" },
    "SPY curve nearest",
    "/api/curve/SPY?expiry=nearest",
  ],
  [
    { resource: "history", symbol: "^SPX", span: "1y" },
    "^SPX history 1y",
    "/api/history/%5ESPX?window=1y",
  ],
  [{ resource: "expirations", symbol: "BRK.B" }, "BRK.B expirations", "/api/expirations/BRK.B"],
  [{ resource: "setups", symbol: "top_setups" }, "top_setups setups", "/api/setups/top_setups"],
];

test("only screeners and curves may wait for a window of their own", () => {
  const names = WANTED.map(([, name]) => name);
  expect(names.filter(isNarrow)).toEqual(["SPY curve nearest", "BRK.B expirations"]);
  expect(isNarrow("trend_pullback setups")).toBe(true);
});

describe("what can be asked for", () => {
  test.each(WANTED)("%o has one name and one address", (wanted, name, address) => {
    expect(wantedName(wanted)).toBe(name);
    expect(wantedAddress(wanted)).toBe(address);
  });

  test("is asked for with more in the same query", () => {
    const [, [curve]] = [WANTED[0], WANTED[1] ?? []];
    expect(curve && wantedAddress(curve, { refresh: "1" })).toBe(
      "/api/curve/SPY?expiry=nearest&refresh=1",
    );
    expect(wantedAddress({ resource: "gex", symbol: "SPY" }, { cached: "1" })).toBe(
      "/api/gex/SPY?cached=1",
    );
  });

  test("is the server's default where a ticket names no choice", () => {
    for (const resource of ["gex", "curve", "history", "expirations"] as const) {
      const ticket = ticketFixture("SPY", { resource });
      const wanted = wantedOf(ticket.resource, ticket.symbol, ticket);
      expect(wanted).toEqual(nameWanted(resource, "SPY"));
    }
  });
});
