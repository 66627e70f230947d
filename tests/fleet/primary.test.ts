import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createPrimary, type Primary } from "@/lib/fleet/primary";
import { fleetPolicy } from "@/lib/policy";
import { createManualClock, type ManualClock } from "../http/manual-clock";
import { quotaFixture } from "../support/visitors/snapshot-fixture";

type Reply = (request: IncomingMessage, response: ServerResponse) => void;

const OURS = { "x-request-id": "1", "content-type": "application/json" };
const answer =
  (status: number, headers: Record<string, string> = OURS, body: unknown = {}): Reply =>
  (_request, response) =>
    response.writeHead(status, headers).end(JSON.stringify(body));

let clock: ManualClock;
let reply: Reply;
let seen: { path: string; authorization: string | undefined; caller: string | undefined }[];
let reported: (string | null)[];
let primary: Primary;
let close: () => Promise<void>;

beforeEach(async () => {
  clock = createManualClock();
  [reply, seen, reported] = [answer(200), [], []];
  const server = createServer((request, response) => {
    const { authorization, "x-gammagate-caller": caller } = request.headers;
    seen.push({ path: request.url ?? "", authorization, caller: caller?.toString() });
    reply(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  primary = createPrimary({
    primary: { url: `http://127.0.0.1:${port}`, key: "gg_abcdefgh_secret" },
    deployment: { name: "second", version: "1", region: "local" },
    clock,
    report: (reason) => void reported.push(reason),
  });
});
afterEach(() => close());

const send = (path = "/api/gex/SPY", signal = new AbortController().signal) =>
  primary.send({
    method: "GET",
    path,
    headers: {},
    body: null,
    caller: "c-1",
    signal,
    hasCopies: true,
  });
const beats = () => seen.filter(({ path }) => path === "/api/deployments/heartbeat").length;

describe("the line to a primary", () => {
  test("sends the key and the caller's id", async () => {
    expect((await send("/api/gex/SPY?cached=1"))?.status).toBe(200);
    await primary.idle();
    expect(seen).toContainEqual({
      path: "/api/gex/SPY?cached=1",
      authorization: "Bearer gg_abcdefgh_secret",
      caller: "c-1",
    });
  });

  test("follows no redirect", async () => {
    reply = answer(307, { ...OURS, location: "/elsewhere" });
    expect(await send()).toBeNull();
    await primary.idle();
    expect(seen.some(({ path }) => path === "/elsewhere")).toBe(false);
  });

  test.each<[string, Reply, string]>([
    ["a proxy's error", answer(502, {}), "unreachable"],
    ["a refused key", answer(401), "key-refused"],
    ["a secondary", answer(409, { ...OURS, "x-gammagate-role": "secondary" }), "is-secondary"],
    ["a broken connection", (_, response) => response.destroy(), "unreachable"],
  ])("takes %s for no answer, and says why", async (_name, given, reason) => {
    reply = given;
    expect(await send()).toBeNull();
    await primary.idle();
    expect(primary.trouble()?.reason).toBe(reason);
    expect(reported).toEqual([reason]);
  });

  test("leaves a silent primary alone for a moment, then asks", async () => {
    reply = (_, response) => response.destroy();
    await send();
    await primary.idle();
    const asked = seen.length;
    expect(await send()).toBeNull();
    expect(seen).toHaveLength(asked);
    reply = answer(200);
    await clock.advance(fleetPolicy.primaryRestMs);
    expect((await send())?.status).toBe(200);
    expect([primary.trouble(), reported]).toEqual([null, ["unreachable", null]]);
  });

  test("blames no primary for a client that left", async () => {
    const left = new AbortController();
    left.abort();
    expect(await send("/api/gex/SPY", left.signal)).toBeNull();
    await primary.idle();
    expect(primary.trouble()).toBeNull();
  });
});

describe("a heartbeat", () => {
  test("rides on requests, at most one in its interval", async () => {
    for (let count = 0; count < 3; count += 1) await send();
    await primary.idle();
    expect(beats()).toBe(1);
    await clock.advance(fleetPolicy.heartbeatMs);
    expect(beats()).toBe(1);
    await send();
    await primary.idle();
    expect(beats()).toBe(2);
  });
});

describe("the primary's quota", () => {
  test("is read once a second, and known for a minute", async () => {
    reply = answer(200, OURS, quotaFixture({ upstream: "v1" }));
    await Promise.all([primary.look(), primary.look()]);
    await primary.look();
    expect(seen.filter(({ path }) => path === "/api/rate-limit-status")).toHaveLength(1);
    expect([primary.quota()?.limit, primary.api()]).toEqual([20, "v1"]);
    await clock.advance(fleetPolicy.primaryQuotaKnownMs);
    expect([primary.quota(), primary.api()]).toEqual([null, "v1"]);
  });

  test("is unknown while the primary cannot be used", async () => {
    reply = answer(200, OURS, quotaFixture());
    await primary.look();
    reply = answer(401);
    await send();
    expect(primary.quota()).toBeNull();
  });
});
