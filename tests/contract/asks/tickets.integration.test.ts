import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { queueStatusSchema } from "@/lib/contract/queue/queue";
import { ticketSchema } from "@/lib/contract/queue/ticket";
import { snapshotSchema } from "@/lib/contract/snapshot/snapshot";
import { type Deployment, startDeployment } from "../../support/servers/deployment";
import { slugOf, type Visitor } from "../../support/visitors/http-visitor";

let site: Deployment;
beforeAll(async () => {
  site = await startDeployment();
});
afterAll(() => site?.stop());

const callsFor = (symbol: string) =>
  site.upstream.arrivals().filter((arrival) => arrival.symbol === symbol).length;

/** A place in line, by its address. */
async function standInLine(visitor: Visitor, symbol: string): Promise<string> {
  const answer = await visitor.get(`/api/gex/${symbol}`, { prefer: "wait=0" });
  expect(answer.status).toBe(202);
  return answer.headers.location ?? "";
}

/** The same ticket with one character of its last part changed. */
function forged(address: string): string {
  const swapped = address.at(-2) === "A" ? "B" : "A";
  return `${address.slice(0, -2)}${swapped}${address.at(-1)}`;
}

const namesOf = (events: { event: string }[]) => events.map(({ event }) => event);

describe("a ticket", () => {
  test("is visible only to its caller", async () => {
    const [holder, other] = [await site.visit(), await site.visit()];
    const address = await standInLine(holder, "MINE");
    const answers: [Visitor, string, string][] = [
      [other, address, "not-found"],
      [site.stranger(), address, "not-found"],
      [holder, forged(address), "not-found"],
      [holder, "/api/tickets/nonsense", "invalid-request"],
      [holder, `/api/tickets/${"A".repeat(500)}.${"A".repeat(22)}`, "not-found"],
    ];
    for (const [visitor, target, slug] of answers) {
      for (const method of ["GET", "DELETE"]) {
        expect(slugOf(await visitor.send(method, target))).toBe(slug);
      }
      const stream = await visitor.events(`${target}/events`);
      expect(stream.status).toBe(slug === "not-found" ? 404 : 400);
    }
    const read = ticketSchema.parse((await holder.get(address, { prefer: "wait=0" })).body);
    expect(read).toMatchObject({ state: "queued", symbol: "MINE" });
    const { mine } = queueStatusSchema.parse((await holder.get("/api/queue-status")).body);
    expect(mine.map(({ ticket }) => `/api/tickets/${ticket}`)).toEqual([address]);
    const theirs = queueStatusSchema.parse((await other.get("/api/queue-status")).body);
    expect(theirs.mine).toEqual([]);
    expect((await holder.send("DELETE", address)).status).toBe(204);
  });

  test("is shared by repeated asks, and never called once canceled", async () => {
    const visitor = await site.visit();
    const address = await standInLine(visitor, "TWICE");
    expect(await standInLine(visitor, "TWICE")).toBe(address);
    const stream = await visitor.events(`${address}/events`);
    const ended = stream.until(({ event }) => event !== "queued");
    expect((await visitor.send("DELETE", address)).status).toBe(204);
    expect(namesOf(await ended).at(-1)).toBe("expired");
    const read = await visitor.get(address, { prefer: "wait=0" });
    expect(ticketSchema.parse(read.body).state).toBe("expired");
    await site.opened();
    await (await site.visit()).get("/api/gex/AFTERWARDS");
    expect(callsFor("TWICE")).toBe(0);
  });
});

describe("streams", () => {
  test("report each change of one ticket and of all, to the end", async () => {
    await site.redis.flushAll();
    site.upstream.script({ symbol: "BAD" }, { kind: "failing" });
    const visitor = await site.visit();
    const good = await standInLine(visitor, "GOOD");
    const bad = await standInLine(visitor, "BAD");
    const one = await visitor.events(`${good}/events`);
    const all = await visitor.events("/api/tickets/events");
    expect(one.headers).toMatchObject({
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-cache, no-transform",
      "x-accel-buffering": "no",
    });
    expect(one.headers["content-encoding"]).toBeUndefined();
    const reading = Promise.all([one.until(() => false), all.until(() => false)]);
    await site.opened();
    const [ofOne, ofAll] = await reading;
    expect(one.raw()).toMatch(/^retry: \d+\n: {2048}\n/);
    expect(ofOne[0]?.event).toBe("queued");
    expect(ofOne.at(-1)?.event).toBe("completed");
    const ended = ofAll.map(({ event, data }) => [event, ticketSchema.parse(data)] as const);
    const ends = ended.filter(([event]) => event === "completed" || event === "failed");
    expect(ends.map(([event, { symbol }]) => `${symbol} ${event}`).sort()).toEqual([
      "BAD failed",
      "GOOD completed",
    ]);
    for (const [event, { state }] of ended) expect(state).toBe(event);
    for (const [event, { problem, snapshot }] of ends) {
      if (event === "failed") expect(problem?.type).toBe("/problems/upstream-error");
      else expect(snapshot?.symbol).toBe("GOOD");
    }
    expect([callsFor("GOOD"), callsFor("BAD")]).toEqual([1, 1]);
    const late = await visitor.get(bad);
    expect(ticketSchema.parse(late.body).state).toBe("failed");
  });

  test("refuse a caller's seventh, but not another's first", async () => {
    await site.redis.flushAll();
    const [visitor, other] = [await site.visit(), await site.visit()];
    const address = await standInLine(visitor, "WATCHED");
    const six = await Promise.all(
      Array.from({ length: 6 }, () => visitor.events(`${address}/events`)),
    );
    expect(six.map(({ status }) => status)).toEqual(Array(6).fill(200));
    const accept = { accept: "text/event-stream" };
    const seventh = await visitor.get(`${address}/events`, accept);
    expect(slugOf(seventh)).toBe("too-many-streams");
    expect(Number(seventh.headers["retry-after"])).toBeGreaterThanOrEqual(1);
    const theirs = await other.events("/api/tickets/events");
    expect(theirs.status).toBe(200);
    expect(slugOf(await visitor.get("/api/tickets/events", { accept: "text/html" }))).toBe(
      "not-acceptable",
    );
    for (const stream of [...six, theirs]) stream.leave();
    await pause(100);
    const again = await visitor.events(`${address}/events`);
    expect(again.status).toBe(200);
    again.leave();
    await visitor.send("DELETE", address);
  });
});

describe("a ticket that the store lost", () => {
  test("reenters the queue when read, and spends nothing twice", async () => {
    // Calls of before, whose record these tests have thrown away, are not to be counted here.
    await pause(2_100);
    site.upstream.reset();
    await site.opened();
    const [visitor, other] = [await site.visit(), await site.visit()];
    const symbols = Array.from({ length: 20 }, (_, index) => `SPENT${index}`);
    // Slow answers keep the window full for longer than a busy machine needs below.
    for (const symbol of symbols) site.upstream.script({ symbol }, { kind: "good", delayMs: 600 });
    const spent = symbols.map((symbol) => other.get(`/api/gex/${symbol}`));
    while (callsFor("SPENT19") === 0) await pause(10);
    const address = await standInLine(visitor, "LOST");
    await site.redis.flushAll();
    const read = await visitor.get(address, { prefer: "wait=0" });
    expect(ticketSchema.parse(read.body)).toMatchObject({ state: "queued", symbol: "LOST" });
    const [mine, theirs] = await Promise.all([
      visitor.get(address, { prefer: "wait=60" }),
      other.get("/api/gex/LOST", { prefer: "wait=60" }),
    ]);
    await Promise.all(spent);
    expect(ticketSchema.parse(mine.body).state).toBe("completed");
    expect(snapshotSchema.parse(theirs.body)).toMatchObject({ symbol: "LOST", sharedWith: 1 });
    expect(callsFor("LOST")).toBe(1);
    expect(site.upstream.worstWindow(2_000)).toBeLessThanOrEqual(20);
  });

  test("is canceled like any other", async () => {
    const visitor = await site.visit();
    await site.redis.flushAll();
    const address = await standInLine(visitor, "DROPPED");
    await site.redis.flushAll();
    expect((await visitor.get(address, { prefer: "wait=0" })).status).toBe(200);
    const mine = async () =>
      queueStatusSchema.parse((await visitor.get("/api/queue-status")).body).mine;
    expect(await mine()).toHaveLength(1);
    expect((await visitor.send("DELETE", address)).status).toBe(204);
    expect(await mine()).toEqual([]);
  });
});

test("never reveals the upstream's key", () => site.expectNoKey());
