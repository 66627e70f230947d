import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { systemClock } from "@/lib/clock";
import { createV1Upstream } from "@/lib/upstream/v1/v1";
import { createV2Upstream } from "@/lib/upstream/v2/v2";
import { bothUpstreams, CREDENTIALS, callFor } from "../support/fake-upstream/call-upstreams";
import type { FakeReply } from "../support/fake-upstream/fake-replies";
import { type FakeUpstream, startFakeUpstream } from "../support/fake-upstream/fake-upstream";

let fake: FakeUpstream;
/** Where redirects point: nothing may ever arrive there. */
let elsewhere: FakeUpstream;

beforeAll(async () => {
  fake = await startFakeUpstream({ ...CREDENTIALS, unknownSymbols: ["ABCD"], limits: "none" });
  elsewhere = await startFakeUpstream();
});
afterEach(() => fake.reset());
afterAll(() => Promise.all([fake.close(), elsewhere.close()]));

const JSON_ERROR = '{"error":{"code":"rate_limited","message":"slow down"}}';
const invalid = { kind: "invalid", arrived: true };
const limited = { kind: "limited", arrived: true, retryAfterSeconds: null };
const notAllowed = { kind: "not-allowed", arrived: true };
const errorArrived = { kind: "failing", arrived: true, problem: "upstream-error" };
const errorUnsure = { kind: "failing", arrived: false, problem: "upstream-error" };
const inTwoMinutes = {
  date: "Mon, 23 Nov 2026 14:00:00 GMT",
  "retry-after": "Mon, 23 Nov 2026 14:02:00 GMT",
};

const rows: [string, FakeReply, object][] = [
  ["429", { kind: "raw", status: 429 }, limited],
  [
    "429 with seconds",
    { kind: "raw", status: 429, headers: { "retry-after": "17" } },
    { ...limited, retryAfterSeconds: 17 },
  ],
  [
    "429 with a date",
    { kind: "raw", status: 429, headers: inTwoMinutes },
    { ...limited, retryAfterSeconds: 120 },
  ],
  ["the limit text on 200", { kind: "raw", body: "API limit exceeded" }, limited],
  ["the limit text on 403", { kind: "raw", status: 403, body: "API limit exceeded" }, limited],
  [
    "the limit text on 500",
    { kind: "raw", status: 500, body: "Error: api limit exceeded." },
    limited,
  ],
  ["rate_limited on 200", { kind: "raw", body: JSON_ERROR }, limited],
  ["rate_limited on 503", { kind: "raw", status: 503, body: JSON_ERROR }, limited],
  ["403 that speaks of a limit", { kind: "raw", status: 403, body: "Rate limit reached" }, limited],
  ["403 Access denied", { kind: "raw", status: 403, body: "Access denied" }, notAllowed],
  ["401", { kind: "raw", status: 401, body: "" }, notAllowed],
  ["404", { kind: "raw", status: 404, body: "" }, { kind: "unknown-symbol", arrived: true }],
  ["500", { kind: "failing", status: 500 }, errorArrived],
  ["502", { kind: "failing", status: 502 }, errorArrived],
  ["503", { kind: "failing", status: 503 }, errorArrived],
  ["504", { kind: "failing", status: 504 }, errorArrived],
  ["400", { kind: "failing", status: 400 }, errorArrived],
  ["408", { kind: "failing", status: 408 }, errorArrived],
  ["421", { kind: "failing", status: 421 }, errorArrived],
  ["204", { kind: "raw", status: 204 }, invalid],
  ["304", { kind: "raw", status: 304 }, invalid],
  ["HTML on 200", { kind: "html" }, errorArrived],
  ["an empty body", { kind: "empty" }, invalid],
  ["a truncated body", { kind: "truncated" }, invalid],
  ["an empty object", { kind: "raw", body: "{}" }, invalid],
  ["another ticker", { kind: "other-ticker" }, invalid],
  ["50 MB", { kind: "huge" }, { ...invalid, detail: "The upstream response is too large." }],
  [
    "a body in an encoding that was not requested",
    { kind: "raw", headers: { "content-encoding": "gzip" }, body: "\u001f\u008b\u0008" },
    invalid,
  ],
  [
    "a body shorter than it said",
    { kind: "raw", headers: { "content-length": "100", connection: "close" }, body: "{" },
    errorArrived,
  ],
  ["a reset before headers", { kind: "reset-before-headers" }, errorUnsure],
  ["a reset in the body", { kind: "reset-in-body" }, errorArrived],
];

describe("any other answer is one arrival and one outcome", () => {
  test.each(rows)("%s", async (_name, reply, expected) => {
    for (const upstream of bothUpstreams(fake.baseUrl)) {
      fake.reset();
      fake.script({}, reply);
      expect(await callFor(upstream)).toMatchObject(expected);
      expect(fake.arrivals()).toHaveLength(1);
    }
  });

  test("refuses a redirect and sends the credential nowhere else", async () => {
    for (const status of [301, 302, 303, 307, 308]) {
      const headers = { location: `${elsewhere.baseUrl}/gex/latest?ticker=SPY` };
      fake.script({}, { kind: "raw", status, headers }, { kind: "raw", status, headers });
      for (const upstream of bothUpstreams(fake.baseUrl))
        expect(await callFor(upstream)).toMatchObject(invalid);
    }
    expect(elsewhere.arrivals()).toEqual([]);
    expect(fake.arrivals()).toHaveLength(10);
  });

  test("recognizes an unknown symbol in each version", async () => {
    for (const upstream of bothUpstreams(fake.baseUrl)) {
      expect(await callFor(upstream, "ABCD")).toEqual({ kind: "unknown-symbol", arrived: true });
    }
  });

  test("recognizes a wrong credential in each version", async () => {
    const { baseUrl } = fake;
    const wrong = [
      createV1Upstream({ baseUrl, username: "I-WRONG", clock: systemClock }),
      createV2Upstream({ baseUrl, key: "sub_wrong" }),
    ];
    for (const upstream of wrong) expect(await callFor(upstream)).toMatchObject(notAllowed);
    expect(fake.arrivals().map((arrival) => arrival.authorized)).toEqual([false, false]);
  });
});
