import { expect, test } from "vitest";
import type { AvailableParts } from "@/lib/insight/available-parts";
import { readPsychology } from "@/lib/insight/traps/read-psychology";
import {
  AAPL,
  curveOf,
  expirationsOf,
  headline,
  historyOf,
  partsWith,
  skewsOf,
} from "./sample-parts";
import { RULES } from "./sample-rules";

/** Definition: `data_flags.chain_ok` false, the upstream's own word not to trust the chain. */
const decided = (parts: AvailableParts) =>
  readPsychology(parts, RULES)
    .traps.filter(({ state }) => state !== "unavailable")
    .map(({ id }) => id);

const bad = headline({ isChainUsable: false });

test("reads no trap from a chain that the upstream flags as faulty", () => {
  expect(decided(partsWith({ gex: bad }))).toEqual([]);
  const { traps } = readPsychology(partsWith({ gex: bad }), RULES);
  expect(traps.find(({ id }) => id === "flip-critical")).toMatchObject({
    state: "unavailable",
    missing: ["a usable option chain"],
  });
});

test("still reads those of a spot, a curve or daily prices alone", () => {
  const walls = [
    [260, 0, -9],
    [268, 9, 0],
  ] as const;
  const full = {
    gex: bad,
    curve: curveOf(walls, { spot: 263.85 }),
    expirations: expirationsOf([
      [260, 60, 40, 0, 0],
      [268, 60, 40, 0, 0],
    ]),
    history: historyOf(Array.from({ length: 20 }, (_, day) => 100 + day)),
  };
  expect(decided(full)).toEqual(["near-call-wall", "near-put-wall", "overbought", "oversold"]);
  expect(decided({ ...full, history: skewsOf(Array<number>(30).fill(1.1)) })).toEqual([
    "near-call-wall",
    "near-put-wall",
  ]);
});

test("reads as usual where the flag is not reported", () => {
  const unflagged = { ...AAPL, gex: headline({ isChainUsable: null }) };
  expect(decided(unflagged)).toEqual(decided(AAPL));
  expect(decided(unflagged)).toContain("flip-critical");
});
