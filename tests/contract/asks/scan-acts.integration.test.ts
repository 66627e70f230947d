import { setTimeout as pause } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { queueStatusSchema } from "@/lib/contract/queue/queue";
import { scanSummarySchema, scansSchema } from "@/lib/contract/scan/scan";
import { type Deployment, startDeployment } from "../../support/servers/deployment";
import { slugOf, type Visitor } from "../../support/visitors/http-visitor";
import { endedSymbols, followScan, newReader, storyOf } from "../../support/visitors/scan-client";
import { names, SCANS, scanRequests } from "./scan-requests";

let site: Deployment;
let visitor: Visitor;
beforeAll(async () => {
  site = await startDeployment();
  visitor = await site.visit();
});
afterAll(() => site?.stop());

const { start, read, callsFor, address } = scanRequests(() => ({ site, visitor }));
/** What earlier tests started stops, so that no call of theirs is counted. */
async function endOthers(): Promise<void> {
  const { scans } = scansSchema.parse((await visitor.get(SCANS)).body);
  const open = scans.filter(({ state }) => state !== "ended");
  await Promise.all(open.map(({ scan }) => visitor.send("DELETE", `${SCANS}/${scan}`)));
  const inLine = async () => (await visitor.get("/api/queue-status")).body;
  while (queueStatusSchema.parse(await inLine()).queueSize > 0) await pause(50);
}

describe("acts", () => {
  test("pause within one pacing step and resume to the end", async () => {
    const id = await start(names("P", 30));
    const reader = newReader();
    const following = followScan(address(), id, reader);
    while (endedSymbols(reader).length < 5) await pause(10);
    const paused = await visitor.send("POST", `${SCANS}/${id}/pause`);
    expect(scanSummarySchema.parse(paused.body).state).toBe("paused");
    // A pacing step of a window of 2 s with 18 calls.
    await pause(120);
    const calls = callsFor("P");
    await pause(1_000);
    expect(callsFor("P")).toBe(calls);
    const { mine } = queueStatusSchema.parse((await visitor.get("/api/queue-status")).body);
    expect(mine).toEqual([]);
    const resumed = await visitor.send("POST", `${SCANS}/${id}/resume`);
    expect(scanSummarySchema.parse(resumed.body).state).toBe("running");
    await following;
    expect(endedSymbols(reader)).toHaveLength(30);
    expect(storyOf(reader).filter(({ event }) => event === "paused")).toHaveLength(1);
    expect(slugOf(await visitor.send("POST", `${SCANS}/${id}/resume`))).toBe("conflict");
  });

  test("leave no ticket, lease or lasting key after a delete", async () => {
    const id = await start(names("D", 30));
    const reader = newReader();
    const following = followScan(address(), id, reader);
    while (endedSymbols(reader).length < 3) await pause(10);
    expect((await visitor.send("DELETE", `${SCANS}/${id}`)).status).toBe(204);
    await following;
    const { mine, queueSize } = queueStatusSchema.parse(
      (await visitor.get("/api/queue-status")).body,
    );
    expect([mine, queueSize]).toEqual([[], 0]);
    const calls = callsFor("D");
    await pause(500);
    expect(callsFor("D")).toBeLessThanOrEqual(calls + 1);
    const kept = (await site.redis.command("KEYS", "*scan*")) as string[];
    const lives = await Promise.all(kept.map((key) => site.redis.command("PTTL", key)));
    expect(lives.length).toBeGreaterThan(0);
    expect(lives.filter((life) => Number(life) <= 0)).toEqual([]);
    expect(await site.redis.command("EXISTS", `gammagate:scan:${id}:events`)).toBe(0);
  });
});

describe("bad days", () => {
  afterEach(() => site.line.heal());

  test("delay a scan while the store is away, with no loss or repeat", async () => {
    const id = await start(names("A", 24));
    const reader = newReader();
    const following = followScan(address(), id, reader);
    while (endedSymbols(reader).length < 4) await pause(10);
    await site.line.down();
    const refused = await visitor.get(`${SCANS}/${id}`);
    expect([slugOf(refused), refused.tookMs < 2_000]).toEqual(["store-unavailable", true]);
    await pause(1_000);
    await site.line.heal();
    while ((await following) !== 204 && storyOf(reader).at(-1)?.event !== "end") {
      await followScan(address(), id, reader);
    }
    expect(endedSymbols(reader).toSorted()).toEqual(names("A", 24).toSorted());
  });

  test("restore a forgotten scan from its watcher, which ends it", async () => {
    await site.opened();
    const id = await start(names("F", 12));
    const reader = newReader();
    const following = followScan(address(), id, reader);
    while (endedSymbols(reader).length < 3) await pause(10);
    await site.redis.flushAll();
    await site.opened();
    await following;
    expect(endedSymbols(reader).toSorted()).toEqual(names("F", 12).toSorted());
    const places = storyOf(reader).map((event) => Number.parseInt(event.id, 10));
    expect(places).toEqual(places.map((_, index) => index + 1));
    expect((await read(id)).done).toBe(12);
  });

  test("add no call by reading, listing or following again", async () => {
    await endOthers();
    const id = await start(["ONCE"]);
    await followScan(address(), id, newReader());
    const calls = site.upstream.arrivals().length;
    for (let round = 0; round < 5; round += 1) {
      await read(id);
      await visitor.get(SCANS);
      await followScan(address(), id, newReader());
    }
    expect(site.upstream.arrivals()).toHaveLength(calls);
  });
});

test("notes no fault but the store's and never reveals a key", async () => {
  const output = site.server.output();
  expect(output).not.toMatch(/⨯/);
  const faults = output.split("\n").filter((line) => line.includes('"level":"error"'));
  const messages = new Set(faults.map((line) => JSON.parse(line).message));
  expect(messages).toEqual(new Set(["the store cannot be used"]));
  await site.expectNoKey();
});
