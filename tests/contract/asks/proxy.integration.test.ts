import { readFileSync } from "node:fs";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createdKeySchema } from "@/lib/contract/admin/keys";
import { snapshotSchemas } from "@/lib/contract/snapshot/snapshot";
import { type Deployment, startDeployment } from "../../support/servers/deployment";
import type { Answer } from "../../support/visitors/http-visitor";

const PASSWORD = "the password of these tests";
const members = {
  ACCESS: "members",
  ACCESS_PASSPHRASE: "a passphrase of these tests",
  ADMIN_PASSWORD: PASSWORD,
  QUOTA_LIMIT: "60",
};

let v2: Deployment;
let v1: Deployment;
const keys = new Map<Deployment, string>();
beforeAll(async () => {
  [v2, v1] = await Promise.all([
    startDeployment({ env: members }),
    startDeployment({ env: members, api: "v1" }),
  ]);
  for (const site of [v2, v1]) keys.set(site, await makeKey(site));
  // A new gate waits for its first window.
  const first = [
    ask(v2, "/api/tv/v2/llm-spec?wait=75"),
    ask(v1, "/api/tv/gex/gamma?ticker=A&wait=75"),
  ];
  for (const { status } of await Promise.all(first)) expect(status).not.toBe(429);
});
afterAll(() => Promise.all([v2?.stop(), v1?.stop()]));

async function makeKey(site: Deployment): Promise<string> {
  const admin = site.stranger();
  expect((await admin.post("/api/admin/session", { password: PASSWORD })).status).toBe(204);
  const answer = await admin.post("/api/admin/keys", { name: "script", role: "client" });
  return createdKeySchema.parse(answer.body).key;
}

/** Asks as a script does: no cookie, only its key. */
const ask = (site: Deployment, path: string, headers: Record<string, string> = {}) => {
  const key = keys.get(site) ?? "";
  if (site === v2) return site.stranger().get(path, { authorization: `Bearer ${key}`, ...headers });
  const mark = path.includes("?") ? "&" : "?";
  return site.stranger().get(`${path}${mark}username=${key}`, headers);
};

const direct = async (site: Deployment, path: string): Promise<Response> => {
  const isV2 = site === v2;
  const key = isV2 ? site.env.TRADING_VOLATILITY_API_KEY : site.env.TRADING_VOLATILITY_V1_USERNAME;
  const headers = isV2 ? { authorization: `Bearer ${key}` } : undefined;
  const mark = path.includes("?") ? "&" : "?";
  const query = isV2 ? "" : `${mark}username=${encodeURIComponent(key ?? "")}`;
  return fetch(`${site.upstream.baseUrl}${path}${query}`, headers ? { headers } : {});
};

beforeEach(() => {
  v2.upstream.reset();
  v1.upstream.reset();
});

const sample = (name: string) => readFileSync(`tests/samples/${name}`, "utf8");

describe("the drop-in proxy", () => {
  test.each([
    ["v2", "/v2/tickers/AAPL", sample("v2-tickers-AAPL.json"), "AAPL"],
    ["v2", "/v2/tickers/TSLA/levels?view=tos", "plot a = 1;\r\nplot b = 2;\n", "TSLA"],
    ["v2", "/v2/tickers/META/explain", '{"data":{"text":"caf\u00e9 \u2014 ok"}}\n', "META"],
    ["v1", "/gex/latest?ticker=SPY&format=json", sample("v1-gex-latest-SPY.json"), "SPY"],
    ["v1", "/gex/levels?ticker=QQQ&format=json", sample("v1-gex-levels-SPY.json"), "QQQ"],
    [
      "v1",
      "/gex/history?ticker=ZM&start=2026-01-02&format=csv",
      "collection_date,price\n2026-01-02_20:47:25,1.5\n",
      "ZM",
    ],
  ])("passes %s bodies on byte for byte: %s", async (api, path, body, symbol) => {
    const site = api === "v2" ? v2 : v1;
    const type = body.startsWith("{") ? "application/json" : "text/csv; charset=utf-8";
    const reply = { kind: "raw", headers: { "content-type": type }, body } as const;
    site.upstream.script({ symbol, always: true }, reply);
    const own = await direct(site, path);
    const answer = await ask(site, `/api/tv${path}`);
    expect(answer.status, answer.text).toBe(200);
    expect(Buffer.from(answer.text)).toEqual(Buffer.from(await own.arrayBuffer()));
    expect(answer.headers["content-type"]).toBe(own.headers.get("content-type"));
    expect(answer.headers["set-cookie"]).toBeUndefined();
    // The second time it is a copy.
    const again = await ask(site, `/api/tv${path}`);
    expect(again.text).toBe(answer.text);
    expect(again.headers["cache-status"]).toMatch(/^gammagate; hit; ttl=\d+$/);
    expect(site.upstream.arrivals()).toHaveLength(2);
  });

  test("shares its call with the pages, both ways", async () => {
    const page = await ask(v2, "/api/gex/NVDA");
    const snapshot = snapshotSchemas.gex.parse(page.body);
    const proxied = await ask(v2, "/api/tv/v2/tickers/nvda");
    expect(proxied.body).toMatchObject({ meta: { ticker: "NVDA" } });
    expect(proxied.headers["x-gammagate-as-of"]).toBe(snapshot.asOf);

    await ask(v2, "/api/tv/v2/tickers/AMD/curves/gex_by_strike?exp=combined");
    expect((await ask(v2, "/api/curve/AMD")).body).toMatchObject({ source: "cache" });
    expect(v2.upstream.arrivals().map(({ symbol }) => symbol)).toEqual(["NVDA", "AMD"]);
  });

  test("makes one call for many who ask at once", async () => {
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => ask(v2, "/api/tv/v2/tickers/KO/market-structure")),
    );
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect(v2.upstream.arrivals()).toHaveLength(1);
  });

  test("answers 429 in whole seconds when time is up, never 202", async () => {
    v2.upstream.script({ symbol: "SLOW" }, { kind: "good", delayMs: 900 });
    const first = await ask(v2, "/api/tv/v2/tickers/SLOW/signals?wait=0");
    expect(first.status, first.text).toBe(429);
    expect(first.headers["retry-after"]).toMatch(/^[1-9]\d*$/);
    expect(first.body).toMatchObject({ error: { code: "rate_limited" } });
    // It kept its place: the call that it began is the answer.
    const second = await ask(v2, "/api/tv/v2/tickers/SLOW/signals", { prefer: "wait=20" });
    expect(second.status, second.text).toBe(200);
    expect(v2.upstream.arrivals()).toHaveLength(1);
  });

  test("makes no call for HEAD or a page that is opened", async () => {
    const key = keys.get(v2) ?? "";
    const headers = { authorization: `Bearer ${key}` };
    const head = await v2.stranger().send("HEAD", "/api/tv/v2/tickers/UNSEEN", headers);
    expect(head.status).toBe(404);
    const opened = await ask(v2, "/api/tv/v2/tickers/UNSEEN", { "sec-fetch-mode": "navigate" });
    expect(opened.body).toMatchObject({ error: { code: "not_found" } });
    expect(v2.upstream.arrivals()).toEqual([]);
  });
});

describe("an error of the drop-in proxy", () => {
  const errorOf = ({ status, body }: Answer) => [status, body];

  test("has the form of the vendor's", async () => {
    v2.upstream.script({ symbol: "NONE" }, { kind: "unknown-symbol" });
    const unknown = await ask(v2, "/api/tv/v2/tickers/NONE/explain");
    expect(errorOf(unknown)).toMatchObject([404, { error: { code: "not_found" } }]);
    v1.upstream.script({ symbol: "NONE" }, { kind: "unknown-symbol" });
    const older = await ask(v1, "/api/tv/skew/latest?ticker=NONE");
    expect(errorOf(older)).toEqual([404, { detail: expect.stringMatching(/does not know/) }]);
    for (const answer of [unknown, older]) {
      expect(answer.headers["content-type"]).toBe("application/json");
    }
  });

  test.each([
    "/api/tv/v2/tickers/SPY/secrets",
    "/api/tv/v2/tickers/..%2f..%2fadmin",
    "/api/tv/v2/tickers/SPY%2Flevels",
    "/api/tv/v2/http:%2F%2Fevil.example",
    "/api/tv/v2",
  ])("answers 404 outside the list, without a call: %s", async (path) => {
    expect((await ask(v2, path)).status).toBe(404);
    expect(v2.upstream.arrivals()).toEqual([]);
  });

  test("names the version that the deployment lacks", async () => {
    const answer = await ask(v2, "/api/tv/gex/latest?ticker=SPY");
    expect(errorOf(answer)).toEqual([404, { detail: expect.stringMatching(/no access to v1/) }]);
    expect(v2.upstream.arrivals()).toEqual([]);
  });

  test("tells nobody without a key anything", async () => {
    const none = await v2.stranger().get("/api/tv/v2/tickers/AAPL");
    const wrong = await v2.stranger().get("/api/tv/v2/tickers/AAPL", {
      authorization: "Bearer gg_abcdefgh_wrong",
    });
    const own = await v1.stranger().get("/api/tv/gex/latest?ticker=SPY&username=somebody");
    for (const answer of [none, wrong, own]) expect(answer.status).toBe(401);
    expect(none.body).toMatchObject({ error: { code: "unauthorized" } });
    const elsewhere = await ask(v2, `/api/tv/v2/tickers/AAPL?token=${keys.get(v2)}`);
    expect(elsewhere.status).toBe(400);
    expect([...v2.upstream.arrivals(), ...v1.upstream.arrivals()]).toEqual([]);
  });

  test("refuses parameters that the vendor does not have", async () => {
    const answer = await ask(v2, "/api/tv/v2/tickers/AAPL?foo=1");
    expect(errorOf(answer)).toMatchObject([400, { error: { message: /Known: include/ } }]);
  });
});

test("leaks no key of the upstream", async () => {
  await v2.expectNoKey();
  await v1.expectNoKey();
});
