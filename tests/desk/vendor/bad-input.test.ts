import { describe, expect, test } from "vitest";
import type { FakeReply } from "../../support/fake-upstream/fake-replies";
import { createVendorScene } from "./vendor-scene";

const INVALID = "upstream-invalid-response";
const NOTE = "Our standard limit is 25 requests per day. See our plans.";
/** As v1 and as v2 would send it. */
const NAN_PRICE = '{"SPY": {"price": NaN}, "data": {"underlying": {"price": NaN}}}';
const LONG_AGO = { "retry-after": "Wed, 21 Oct 2015 07:28:00 GMT" };

/** A bad reply, the problem that a person gets, and for how long calls stop, seconds. */
const REPLIES: [name: string, reply: FakeReply, problem: string, stopSeconds: number][] = [
  ["another ticker", { kind: "other-ticker" }, INVALID, 0],
  ["half a body", { kind: "truncated" }, INVALID, 0],
  ["no body", { kind: "empty" }, INVALID, 0],
  ["50 MB", { kind: "huge" }, INVALID, 0],
  ["NaN as the price", { kind: "raw", body: NAN_PRICE }, INVALID, 0],
  ["a page on 200", { kind: "html" }, "upstream-error", 0],
  [
    "a note of a limit on 200",
    { kind: "raw", body: JSON.stringify({ Note: NOTE }) },
    "breaker-open",
    60,
  ],
  ["429 without a body", { kind: "raw", status: 429 }, "breaker-open", 60],
  ["429 until 2015", { kind: "raw", status: 429, headers: LONG_AGO }, "breaker-open", 60],
  [
    "429 for a quarter of an hour",
    { kind: "raw", status: 429, headers: { "retry-after": "900" } },
    "breaker-open",
    900,
  ],
  ["an error on 200", { kind: "raw", body: '{"error": "internal"}' }, "upstream-error", 0],
  [
    "a refusal on 200",
    { kind: "raw", body: '{"error": "User not authorized"}' },
    "upstream-auth",
    0,
  ],
];

describe.each(["v1", "v2"] as const)("a bad reply of %s", (version) => {
  const scene = createVendorScene(version);

  /** The call counted, nothing was cached, and calls stop for so long. */
  async function expectCounted(stopSeconds: number) {
    const { used, opensInMs } = await scene.look();
    expect([used, opensInMs]).toEqual([1, stopSeconds * 1_000]);
    expect(scene.fake().arrivals()).toHaveLength(1);
    expect(await scene.isCached("SPY")).toBe(false);
  }

  test.each(REPLIES)("counts and caches nothing: %s", async (_name, reply, problem, stops) => {
    scene.fake().script({}, reply);
    expect(await scene.click("SPY")).toEqual({ kind: "problem", problem });
    await expectCounted(stops);
  });

  test("counts and caches nothing: one byte a second", async () => {
    scene.fake().script({}, { kind: "drip" });
    const seen = { kind: "problem", problem: "upstream-timeout" };
    expect(await scene.click("SPY", 1_500)).toEqual(seen);
    await expectCounted(0);
  });
});
