import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ticketSchema } from "@/lib/contract/queue/ticket";
import { quotaSchema } from "@/lib/contract/quota/quota";
import { snapshotSchema } from "@/lib/contract/snapshot/snapshot";
import type { FakeReply } from "../../support/fake-upstream/fake-replies";
import { type Deployment, startDeployment } from "../../support/servers/deployment";
import { slugOf } from "../../support/visitors/http-visitor";

/** By the older API: its credential travels in addresses, where errors and logs may repeat it. */
let site: Deployment;
beforeAll(async () => {
  site = await startDeployment({ api: "v1", env: { QUOTA_LIMIT: "60" } });
  await site.opened();
});
afterAll(() => site?.stop());
beforeEach(() => site.opened());

const callsFor = (symbol: string) =>
  site.upstream.arrivals().filter((arrival) => arrival.symbol === symbol).length;

const FAILURES: [string, FakeReply, string][] = [
  ["5xx", { kind: "failing" }, "upstream-error"],
  ["HTML", { kind: "html" }, "upstream-error"],
  ["empty", { kind: "empty" }, "upstream-invalid-response"],
  ["truncated", { kind: "truncated" }, "upstream-invalid-response"],
  ["of another ticker", { kind: "other-ticker" }, "upstream-invalid-response"],
  [
    "a redirect elsewhere",
    { kind: "redirect", to: "http://127.0.0.1:9/" },
    "upstream-invalid-response",
  ],
  ["access denied", { kind: "not-allowed" }, "upstream-auth"],
  ["silence", { kind: "hang-before-headers" }, "upstream-timeout"],
  ["half a body and silence", { kind: "hang-in-body" }, "upstream-timeout"],
  ["a byte a second", { kind: "drip" }, "upstream-timeout"],
  ["a reset", { kind: "reset-before-headers" }, "upstream-error"],
  ["too large", { kind: "huge" }, "upstream-invalid-response"],
];

describe("a call that fails is an answer: the old copy with the reason, else the problem", () => {
  test.each(FAILURES)("%s", async (name, reply, slug) => {
    const number = FAILURES.findIndex(([other]) => other === name);
    const [known, unseen] = [`KNOWN${number}`, `UNSEEN${number}`];
    await site.seed(known);
    for (const symbol of [known, unseen]) site.upstream.script({ symbol }, reply);
    const visitor = await site.visit();
    const [old, none] = await Promise.all([
      visitor.get(`/api/gex/${known}`),
      visitor.get(`/api/gex/${unseen}`),
    ]);
    expect(snapshotSchema.parse(old.body)).toMatchObject({
      symbol: known,
      source: "stale",
      staleReason: "upstream-error",
    });
    expect(slugOf(none)).toBe(slug);
    // The failure is shared for a while: the next request gets it without another call.
    expect(slugOf(await (await site.visit()).get(`/api/gex/${unseen}`))).toBe(slug);
    expect([callsFor(known), callsFor(unseen)]).toEqual([1, 1]);
    // Never cached.
    expect(slugOf(await visitor.get(`/api/gex/${unseen}?cached=1`))).toBe("not-cached");
  });

  test("reports the failed call in its ticket", async () => {
    site.upstream.script({ symbol: "FAILS" }, { kind: "failing", delayMs: 500 });
    const visitor = await site.visit();
    const { headers } = await visitor.get("/api/gex/FAILS", { prefer: "respond-async" });
    const read = await visitor.get(headers.location ?? "", { prefer: "wait=5" });
    const ticket = ticketSchema.parse(read.body);
    expect(ticket).toMatchObject({
      state: "failed",
      problem: { type: "/problems/upstream-error" },
    });
  });
});

describe("while the upstream says that its limit is reached", () => {
  test("shows an old copy, refuses short waits and queues long ones", async () => {
    await site.seed("COPY");
    site.upstream.script({ symbol: "LIMITED" }, { kind: "limited", retryAfter: "3" });
    const visitor = await site.visit();
    const tripped = visitor.get("/api/gex/LIMITED", { prefer: "wait=20" });
    while (callsFor("LIMITED") === 0) await pause(10);
    await pause(200);
    const stale = await visitor.get("/api/gex/COPY");
    expect(snapshotSchema.parse(stale.body).staleReason).toBe("breaker-open");
    const refused = await visitor.get("/api/gex/HURRIED", { prefer: "wait=1" });
    expect(slugOf(refused)).toBe("breaker-open");
    expect(refused.tookMs).toBeLessThan(1_000);
    expect(Number(refused.headers["retry-after"])).toBeGreaterThanOrEqual(2);
    const status = await visitor.get("/api/rate-limit-status");
    const quota = quotaSchema.parse(status.body);
    expect(quota).toMatchObject({ health: "rate_limited", breaker: { state: "open" } });
    expect(status.headers.ratelimit).toMatch(/^"upstream";r=0;t=[2-4]$/);
    const patient = await visitor.get("/api/gex/PATIENT", { prefer: "wait=20" });
    expect(patient.status).toBe(200);
    expect((await tripped).status).toBe(200);
    expect([callsFor("COPY"), callsFor("HURRIED"), callsFor("LIMITED")]).toEqual([0, 0, 2]);
    const [first, second] = site.upstream.arrivals().filter((one) => one.symbol === "LIMITED");
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(3_000);
  });
});

describe("symbols that the upstream does not know", () => {
  const unknown = { kind: "unknown-symbol" } as const;

  test("cost one call, then are answered without one", async () => {
    site.upstream.script({ symbol: "NOSUCH" }, unknown);
    for (const visitor of [await site.visit(), await site.visit()]) {
      expect(slugOf(await visitor.get("/api/gex/NOSUCH"))).toBe("unknown-symbol");
    }
    expect(callsFor("NOSUCH")).toBe(1);
  });

  test("make only the caller who asked for five in 10 min wait", async () => {
    const visitor = await site.visit();
    await site.seed("COPIED", { isFresh: true });
    for (let number = 1; number <= 5; number += 1) {
      site.upstream.script({ symbol: `NOPE${number}` }, unknown);
      expect(slugOf(await visitor.get(`/api/gex/NOPE${number}`))).toBe("unknown-symbol");
    }
    expect(slugOf(await visitor.get("/api/gex/NOPE6"))).toBe("too-many-requests");
    expect((await visitor.get("/api/gex/COPIED")).status).toBe(200);
    const refused = await visitor.post("/api/refresh", { symbols: ["NOPE7", "NOPE8"] });
    expect(slugOf(refused)).toBe("too-many-requests");
    expect((await (await site.visit()).get("/api/gex/NOPE6")).status).toBe(200);
  });
});

test("never reveals the upstream's name", () => site.expectNoKey());
