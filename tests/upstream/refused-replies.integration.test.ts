import { brotliCompressSync, gzipSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { bothUpstreams, CREDENTIALS, callFor } from "../support/fake-upstream/call-upstreams";
import { fakeFigures } from "../support/fake-upstream/fake-figures";
import { type FakeReply, goodBody } from "../support/fake-upstream/fake-replies";
import { type FakeUpstream, startFakeUpstream } from "../support/fake-upstream/fake-upstream";
import { dataOf } from "./data-of";

let fake: FakeUpstream;
beforeAll(async () => {
  fake = await startFakeUpstream({ ...CREDENTIALS, limits: "none" });
});
afterEach(() => fake.reset());
afterAll(() => fake.close());

const limited = { kind: "limited", arrived: true, retryAfterSeconds: null };
const notAllowed = { kind: "not-allowed", arrived: true };
const notIncluded = { kind: "not-included", arrived: true };
const unknown = { kind: "unknown-symbol", arrived: true };
const failing = { kind: "failing", arrived: true, problem: "upstream-error" };
const invalid = { kind: "invalid", arrived: true };

type Row = [status: number, body: string, expected: object, headers?: Record<string, string>];

const LIMITS: Row[] = [
  [429, "", limited],
  [429, "", { ...limited, retryAfterSeconds: 900 }, { "retry-after": "900" }],
  [429, "", { ...limited, retryAfterSeconds: 3_600 }, { "retry-after": "86400" }],
  [429, "", limited, { "retry-after": "Wed, 21 Oct 2015 07:28:00 GMT" }],
  [429, "", limited, { "retry-after": "-5" }],
  [429, "<html><p>Slow down</p></html>", limited, { "content-type": "text/html" }],
  [200, '{"Note": "Our limit is 25 requests per day. Visit our plans to remove it."}', limited],
  [200, '{"message": "Too Many Requests"}', limited],
  [200, '{"message": "Limit Exceeded"}', limited],
  [200, '{"error": "rate_limited"}', limited],
  [403, '{"error": {"code": "rate_limited", "message": "limited to Pro subscribers"}}', limited],
  [403, '{"error": {"message": "Free keys are limited to 25 requests per day"}}', limited],
];

const NOT_INCLUDED: Row[] = [
  [403, '{"error": {"message": "Realtime data is limited to Pro subscribers"}}', notIncluded],
  [403, "Limited to demo tickers", notIncluded],
  [403, '{"error": {"code": "forbidden", "message": "Rate limit tier"}}', notIncluded],
  [403, '{"error": {"code": "plan_required"}}', notIncluded],
  [403, '{"detail": "Not included in your plan"}', notIncluded],
  [402, "", notIncluded],
  [402, '{"error": {"code": "payment_required"}}', notIncluded],
  [401, '{"error": {"code": "subscription_required"}}', notIncluded],
  [200, '{"message": "Upgrade your subscription to see this ticker"}', notIncluded],
];

const CREDENTIALS_REFUSED: Row[] = [
  [401, "", notAllowed],
  [401, '{"error": {"code": "unauthorized"}}', notAllowed],
  [403, '{"error": {"code": "invalid_api_key", "message": "upgrade"}}', notAllowed],
  [403, "Access denied", notAllowed],
  [200, "User not authorized", notAllowed],
  [200, '{"error": "User not authorized"}', notAllowed],
  [200, '{"message": "User not authorized"}', notAllowed],
  [200, '{"error": {"code": "unauthorized"}}', notAllowed],
  [400, '{"error": {"code": "invalid_api_key"}}', notAllowed],
];

const HTML = { "content-type": "text/html; charset=UTF-8" };
const CHALLENGES: Row[] = [
  [403, "<!DOCTYPE html><title>Just a moment...</title>", failing, HTML],
  [200, "<!DOCTYPE html><title>Just a moment...</title>", failing],
  [403, "anything", failing, HTML],
  [403, "", failing],
  [403, " \n", failing],
  [403, '{"error": {"code": "unauthorized"}}', failing, { "cf-mitigated": "challenge" }],
  [429, "", failing, { "cf-mitigated": "challenge", "retry-after": "60" }],
  [503, "<html></html>", failing, { ...HTML, "cf-mitigated": "challenge" }],
  [404, "<html><p>No such page</p></html>", failing, HTML],
];

const OTHERS: Row[] = [
  [403, '{"error": {"code": "weird"}}', failing],
  [403, "No", failing],
  [400, '{"error": {"code": "bad_request"}}', failing],
  [400, '{"error": {"code": "unknown_ticker"}}', unknown],
  [404, '{"error": {"code": "not_found"}}', unknown],
  [200, '{"detail": "No ticker data"}', unknown],
  [200, '{"error": {"message": "Ticker not covered"}}', unknown],
  [200, '{"error": {"code": "not_found"}}', unknown],
  [200, '{"error": {"code": "internal", "message": "oops"}}', failing],
  [200, '{"error": {}}', failing],
  [200, '{"message": "Good morning"}', invalid],
  [200, "Good morning", invalid],
  [500, '{"error": {"code": "unauthorized"}}', failing],
];

describe.each([
  ["a rate limit", LIMITS],
  ["no part of the subscription", NOT_INCLUDED],
  ["refused credentials", CREDENTIALS_REFUSED],
  ["a guard's page", CHALLENGES],
  ["something else", OTHERS],
])("%s", (_name, rows) => {
  test.each(rows)("is read from %i %s", async (status, body, expected, headers = {}) => {
    const reply: FakeReply = { kind: "raw", status, headers, body };
    for (const upstream of bothUpstreams(fake.baseUrl)) {
      fake.reset();
      fake.script({}, reply);
      expect(await callFor(upstream)).toMatchObject(expected);
      // One slot, whatever the reply.
      expect(fake.arrivals()).toHaveLength(1);
    }
  });
});

/** The summary of SPY as this version sends it. */
function goodBodyOf(name: string): string {
  const ask = { resource: "gex", symbol: "SPY", window: "account", authorized: true } as const;
  const version = name === "v1" ? "v1" : "v2";
  return goodBody({ ...ask, version, parameters: new URLSearchParams(), now: Date.now() });
}

describe("a good body", () => {
  const BOM = [0xef, 0xbb, 0xbf];
  const plain = (bytes: Buffer) => bytes;

  test.each<[string, string | null, (bytes: Buffer) => Buffer]>([
    ["gzip", "gzip", gzipSync],
    ["gzip under its old name", "x-gzip", gzipSync],
    ["br", "br", brotliCompressSync],
    ["br over gzip", "gzip, br", (bytes) => brotliCompressSync(gzipSync(bytes))],
    ["a byte-order mark", null, (bytes) => Buffer.from([...BOM, ...bytes])],
    ["both", "gzip", (bytes) => gzipSync(Buffer.from([...BOM, ...bytes]))],
    ["neither", "identity", plain],
  ])("is read with %s", async (_name, encoding, encode) => {
    const { spot, netGex } = fakeFigures("SPY");
    for (const upstream of bothUpstreams(fake.baseUrl)) {
      const good = goodBodyOf(upstream.name);
      const headers = encoding === null ? {} : { "content-encoding": encoding };
      const base64 = encode(Buffer.from(good)).toString("base64");
      fake.script({}, { kind: "bytes", headers, base64 });
      expect(dataOf(await callFor(upstream), "gex")).toMatchObject({ spot, netGex });
    }
  });

  test("that unpacks to 50 MB is too large", async () => {
    const base64 = gzipSync(Buffer.alloc(50 * 1024 * 1024, " ")).toString("base64");
    for (const upstream of bothUpstreams(fake.baseUrl)) {
      fake.script({}, { kind: "bytes", headers: { "content-encoding": "gzip" }, base64 });
      expect(await callFor(upstream)).toMatchObject({
        ...invalid,
        detail: "The upstream response is too large.",
      });
    }
  });

  test("with words of a limit in its data is data", async () => {
    for (const upstream of bothUpstreams(fake.baseUrl)) {
      const good = goodBodyOf(upstream.name);
      const note = '"trade_bias":"API limit exceeded: buy dips"';
      const body = good.replace(/"price":/, `${note},"price":`);
      fake.script({}, { kind: "raw", body });
      expect(await callFor(upstream)).toMatchObject({ kind: "answered" });
    }
  });
});
