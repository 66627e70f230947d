import { afterEach, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { SENT_QUERY_HEADER } from "@/lib/environment/inner-headers";
import { jsonAnswer } from "@/lib/http/answer/answer";
import { ProblemError } from "@/lib/http/answer/problem-error";
import { otherMethods, route } from "@/lib/http/route";
import { StoreFault } from "@/lib/store-fault";

const context = { params: Promise.resolve({ symbol: "SPY" }) };
const ask = (address = "/api/x", init?: RequestInit) =>
  new Request(`http://127.0.0.1${address}`, init);

afterEach(() => vi.restoreAllMocks());

describe("a wrapped handler", () => {
  test("gets parameters and a parsed query; its answer gets an id", async () => {
    const handler = route(
      ({ query, requestId }, { symbol }: { symbol: string }) =>
        jsonAnswer({ symbol, cached: query.cached, requestId }),
      z.object({ cached: z.literal("1").optional() }),
    );
    const answer = await handler(ask("/api/x?cached=1&user_id=7"), context);
    const body = (await answer.json()) as { requestId: string };
    expect(body).toMatchObject({ symbol: "SPY", cached: "1" });
    expect(answer.headers.get("x-request-id")).toBe(body.requestId);
    expect(answer.headers.get("cache-control")).toBe("private, no-store, no-transform");
  });

  test.each([
    ["/api/x?other=1", 400],
    ["/api/x?cached=1&cached=1", 400],
    ["/api/x?cached=2", 400],
    ["/api/x?cached=%zz", 400],
    ["/api/x?__proto__=1", 400],
    ["/api/x?toString=1", 400],
    ["/api/x?=1", 400],
    ["/api/x?api_key=hunter22", 400],
    ["/api/x?KEY=hunter22", 400],
    ["/api/x?token=hunter22", 400],
    ["/api/x?username=hunter22", 400],
    ["/api/x?authorization=hunter22", 400],
    ["/api/x?cached=gg_ab12_hunter22", 400],
    [`/api/x?cached=${"1".repeat(2_100)}`, 414],
  ])("refuses %s with %d and repeats none of it", async (address, status) => {
    const handler = route(() => jsonAnswer({}), z.object({ cached: z.literal("1").optional() }));
    const answer = await handler(ask(address), context);
    expect(answer.status).toBe(status);
    const text = await answer.text();
    expect(text).not.toMatch(/hunter22|__proto__|toString|zz|11111|other/);
  });

  test.each([
    ["__proto__=1", 400],
    ["cached=1&%5F_proto__=1", 400],
    ["nxtPsymbol=IWM", 400],
    ["nxtIother=1", 400],
    ["nextInternalLocale=x", 400],
    ["cached=1", 200],
    ["user_id=7&cached=1", 200],
    // A router in front says again what the path says.
    ["nxtPsymbol=SPY&cached=1", 200],
  ])("a client that sent ?%s, whatever Next left of it, gets %d", async (sent, status) => {
    const handler = route(() => jsonAnswer({}), z.object({ cached: z.literal("1").optional() }));
    const left = new URLSearchParams(sent);
    for (const name of [...left.keys()]) {
      if (!["cached", "user_id"].includes(name)) left.delete(name);
    }
    const init = { headers: { [SENT_QUERY_HEADER]: sent } };
    const answer = await handler(ask(`/api/x?${left}`, init), context);
    expect(answer.status).toBe(status);
    expect(await answer.text()).not.toMatch(/__proto__|nxt|Locale|IWM/);
  });

  test("without a query takes no parameter at all", async () => {
    const handler = route(() => jsonAnswer({}));
    expect((await handler(ask("/api/x?cached=1"), context)).status).toBe(400);
    expect((await handler(ask("/api/x"), context)).status).toBe(200);
  });

  test("a thrown refusal is its problem, under the request's id", async () => {
    let id = "";
    const handler = route(({ requestId }) => {
      id = requestId;
      throw new ProblemError("queue-full", "Full.", { retryAfterSeconds: 2.1 });
    });
    const answer = await handler(ask(), context);
    expect(answer.status).toBe(429);
    expect(answer.headers.get("x-request-id")).toBe(id);
    expect(await answer.json()).toMatchObject({
      retryAfterSeconds: 3,
      instance: `urn:uuid:${id}`,
    });
  });

  test("a store fault is 503 with a time to come again", async () => {
    vi.spyOn(process.stderr, "write").mockReturnValue(true);
    const handler = route(() => {
      throw new StoreFault("unreachable");
    });
    const answer = await handler(ask(), context);
    expect(await answer.json()).toMatchObject({ type: "/problems/store-unavailable", status: 503 });
    expect(answer.headers.get("retry-after")).toBe("5");
  });

  test("an error that only has the name of a store fault is 500", async () => {
    vi.spyOn(process.stderr, "write").mockReturnValue(true);
    const handler = route(() => {
      throw Object.assign(new Error("no"), { name: "StoreFault" });
    });
    expect((await handler(ask(), context)).status).toBe(500);
  });

  test("answers any other error with a bare 500, logged under its id", async () => {
    const lines: string[] = [];
    vi.spyOn(process.stderr, "write").mockImplementation((line) => lines.push(String(line)) > 0);
    const handler = route(() => {
      throw new Error("connect https://stocks.example/api?username=hunter22");
    });
    const answer = await handler(ask(), context);
    const text = await answer.text();
    expect(answer.status).toBe(500);
    expect(text).not.toMatch(/hunter22|stocks/);
    expect(lines.join("")).toContain(answer.headers.get("x-request-id"));
    expect(lines.join("")).not.toContain("hunter22");
  });

  test("a parameter that cannot be had is a problem too", async () => {
    vi.spyOn(process.stderr, "write").mockReturnValue(true);
    const params = Promise.reject(new Error("no"));
    expect((await route(() => jsonAnswer({}))(ask(), { params })).status).toBe(500);
  });
});

test("lists the allowed methods when it refuses one", async () => {
  const { POST, OPTIONS } = otherMethods("GET, HEAD");
  const answer = POST();
  expect([answer.status, answer.headers.get("allow")]).toEqual([405, "GET, HEAD"]);
  const options = OPTIONS();
  expect([options.status, options.headers.get("allow")]).toEqual([204, "GET, HEAD, OPTIONS"]);
});
