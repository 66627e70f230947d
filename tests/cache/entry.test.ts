import { expect, test } from "vitest";
import { decodeEntry, encodeEntry } from "@/lib/cache/entry";
import type { StoredSnapshot } from "@/lib/contract/snapshot/snapshot";
import { UNSENT_FIGURES } from "@/lib/upstream/figures/unsent-figures";
import { gexData } from "./sample";

test("reads a copy of an earlier version, newer values missing", () => {
  const at = "2026-11-23T15:00:00.000Z";
  const dates = { asOf: at, fetchedAt: at, freshUntil: at };
  const times = { ...dates, nextExpectedAt: null, missedUpdates: [] };
  const snapshot: StoredSnapshot = {
    resource: "gex",
    symbol: "SPY",
    data: gexData(672.4),
    ...times,
  };
  const entry = JSON.parse(encodeEntry(snapshot));
  for (const name of Object.keys(UNSENT_FIGURES)) delete entry.snapshot.data[name];
  expect(decodeEntry(JSON.stringify(entry), Date.parse(at))?.snapshot).toEqual(snapshot);
});
