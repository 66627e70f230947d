import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scanEstimateSchema, scansSchema } from "@/lib/contract/scan/scan";
import { type Deployment, startDeployment } from "../../support/servers/deployment";
import { slugOf, type Visitor } from "../../support/visitors/http-visitor";
import { endedSymbols, followScan, newReader } from "../../support/visitors/scan-client";
import { created, ESTIMATE, names, SCANS, START, scanRequests } from "./scan-requests";

let site: Deployment;
let visitor: Visitor;
beforeAll(async () => {
  site = await startDeployment({ upstream: { unknownSymbols: ["NOPE"] } });
  visitor = await site.visit();
});
afterAll(() => site?.stop());

const { start, read, callsFor, address } = scanRequests(() => ({ site, visitor }));
const afterwards = (id: string) =>
  Promise.all(
    ["", "/events"].map(async (more) => slugOf(await visitor.get(`${SCANS}/${id}${more}`))),
  );

describe("what cannot be a scan is refused before anything is kept", () => {
  const long = names("S", 201);
  test.each<[string, unknown, string, Record<string, string>?]>([
    ["no symbols", {}, "invalid-request"],
    ["an empty list", { symbols: [] }, "invalid-request"],
    ["a string", { symbols: "SPY" }, "invalid-request"],
    ["null", { symbols: null }, "invalid-request"],
    ["an object", { symbols: { 0: "SPY" } }, "invalid-request"],
    ["nested lists", { symbols: [["SPY"]] }, "invalid-request"],
    ["numbers", { symbols: [7] }, "invalid-request"],
    ["an unknown field", { symbols: ["SPY"], user: "canary77" }, "invalid-request"],
    ["a forbidden field", '{"symbols":["SPY"],"__proto__":{}}', "invalid-request"],
    ["half a body", '{"symbols":["SPY"', "invalid-request"],
    ["an empty body", "", "invalid-request"],
    ["priority 0", { symbols: ["SPY"], priority: 0 }, "invalid-request"],
    ["priority 11", { symbols: ["SPY"], priority: 11 }, "invalid-request"],
    ["priority 7.5", { symbols: ["SPY"], priority: 7.5 }, "invalid-request"],
    ["an urgent priority", { symbols: ["SPY"], priority: 6 }, "forbidden"],
    ["an unknown resource", { symbols: ["SPY"], resource: "canary77" }, "invalid-request"],
    ["another's choice", { symbols: ["SPY"], expiry: "nearest" }, "invalid-request"],
    ["201 symbols", { symbols: long }, "unprocessable"],
    ["only malformed ones", { symbols: ["..", "canary77canary77", ""] }, "unprocessable"],
    ["over 32 KB", { symbols: [" ".repeat(33_000)] }, "payload-too-large"],
    ["another form", "symbols=SPY", "unsupported-media-type", { "content-type": "text/plain" }],
    ["another origin", { symbols: ["SPY"] }, "forbidden", { origin: "https://evil.example" }],
  ])("%s", async (_, body, slug, headers) => {
    for (const target of [START, ESTIMATE]) {
      const answer = await visitor.post(target, body, headers);
      expect(slugOf(answer)).toBe(slug);
      expect(answer.text).not.toMatch(/canary77|evil/);
    }
    expect(scansSchema.parse((await visitor.get(SCANS)).body).scans).toEqual([]);
  });

  test.each([
    ["GET", START, "method-not-allowed"],
    ["POST", SCANS, "method-not-allowed"],
    ["GET", `${SCANS}/x/pause`, "method-not-allowed"],
    ["GET", `${SCANS}?x=1`, "invalid-request"],
  ])("answers %s %s with %s", async (method, target, slug) => {
    expect(slugOf(await visitor.send(method, target))).toBe(slug);
  });
});

describe("a scan", () => {
  test("reports what it took, left out and costs, as estimated", async () => {
    await site.opened();
    await site.seed("FRESH", { fetchedAgoMs: 0, isFresh: true });
    const symbols = [" fresh", "ONE", "one", "..", "\u202eYPS\u0007", "TWO"];
    const estimate = scanEstimateSchema.parse((await visitor.post(ESTIMATE, { symbols })).body);
    const answer = await visitor.post(START, { symbols });
    expect(answer.status).toBe(201);
    const { scan, events, ...answered } = created(answer);
    expect(answer.headers.location).toBe(`${SCANS}/${scan}`);
    expect(events).toBe(`${SCANS}/${scan}/events`);
    expect({ ...answered, estimatedSeconds: 0 }).toEqual({ ...estimate, estimatedSeconds: 0 });
    expect(answered).toMatchObject({
      total: 6,
      accepted: 3,
      duplicates: ["ONE"],
      cached: 1,
      cost: 2,
    });
    expect(answered.rejected).toMatchObject([
      { pointer: "/symbols/3", symbol: ".." },
      { pointer: "/symbols/4", symbol: "?YPS?" },
    ]);
    const reader = newReader();
    expect(await followScan(address(), scan, reader)).toBe(200);
    expect(endedSymbols(reader)[0]).toBe("FRESH");
    expect(await followScan(address(), scan, reader)).toBe(204);
    const whole = await read(scan);
    expect(whole.rows.map(({ state }) => state)).toEqual(["completed", "completed", "completed"]);
    expect(whole).toMatchObject({ state: "ended", done: 3, lastEventId: reader.lastEventId });
  });

  test("reports one bad symbol as one row", async () => {
    const reader = newReader();
    await followScan(address(), await start(["GOOD1", "NOPE", "GOOD2"]), reader);
    expect(reader.received.at(-1)).toMatchObject({ event: "end", data: { done: 2, failed: 1 } });
    const failed = reader.received.find(({ event }) => event === "failed");
    expect(failed?.data).toMatchObject({ symbol: "NOPE", problem: { status: 404 } });
  });

  test("is visible only to its caller, and gone once deleted", async () => {
    const id = await start(["ALONE"]);
    const other = await site.visit();
    const targets: [string, string, string][] = [
      ["GET", "", ""],
      ["GET", "", "/events"],
      ["DELETE", "", ""],
      ...["pause", "resume", "retry"].map((act): [string, string, string] => [
        "POST",
        "",
        `/${act}`,
      ]),
    ];
    for (const [method, , more] of targets) {
      expect(slugOf(await other.send(method, `${SCANS}/${id}${more}`))).toBe("not-found");
      expect(slugOf(await visitor.send(method, `${SCANS}/canary77${more}`))).toBe(
        "invalid-request",
      );
    }
    expect(scansSchema.parse((await other.get(SCANS)).body).scans).toEqual([]);
    expect((await visitor.send("DELETE", `${SCANS}/${id}`)).status).toBe(204);
    expect(await afterwards(id)).toEqual(["gone", "gone"]);
  });

  test("is kept for a first request, with and without cookies", async () => {
    const jar = site.stranger();
    const id = await start(["FIRST"], jar);
    expect(jar.cookie()).toMatch(/gg_caller=/);
    expect((await read(id, jar)).scan).toBe(id);
    expect((await read(id, site.stranger())).scan).toBe(id);
    const listed = scansSchema.parse((await jar.get(SCANS)).body).scans;
    expect(listed.map(({ scan }) => scan)).toEqual([id]);
    expect((await jar.send("DELETE", `${SCANS}/${id}`)).status).toBe(204);
  });

  test("resumes after a known event, restarts after an unknown one", async () => {
    const id = await start(names("E", 3));
    const whole = newReader();
    await followScan(address(), id, whole);
    const events = `${SCANS}/${id}/events`;
    for (const unknown of ["abc", "-1", "99-abcdefgh"]) {
      const reader = { ...newReader(), lastEventId: unknown };
      await followScan(address(), id, reader);
      expect(reader.received.map(({ event }) => event)).toEqual(["reset"]);
    }
    const headers = { "last-event-id": "x".repeat(65) };
    expect(slugOf(await visitor.get(events, headers))).toBe("invalid-request");
    expect(slugOf(await visitor.get(events, { accept: "application/json" }))).toBe(
      "not-acceptable",
    );
  });

  test("begins its stream with itself, and starts no seventh stream", async () => {
    const by = await site.visit();
    const open = () => by.events("/api/tickets/events");
    const id = await start(names("HOLD", 40), by);
    const streams = await Promise.all(
      Array.from({ length: 6 }, () => by.events(`${SCANS}/${id}/events`)),
    );
    expect(streams.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
    expect((await open()).status).toBe(429);
    const accept = { accept: "text/event-stream" };
    const refused = await by.post(START, { symbols: ["LATE"] }, accept);
    expect(slugOf(refused)).toBe("too-many-streams");
    expect(scansSchema.parse((await by.get(SCANS)).body).scans).toHaveLength(1);
    for (const stream of streams) stream.leave();
    expect((await by.send("DELETE", `${SCANS}/${id}`)).status).toBe(204);
    const direct = await by.post(START, { symbols: ["DIRECT"] }, accept);
    expect(direct.status).toBe(201);
    expect(direct.headers["content-type"]).toMatch(/^text\/event-stream/);
    expect(direct.headers["cache-control"]).toBe("no-cache, no-transform");
    const eventNames = [...direct.text.matchAll(/^event: (\w+)$/gm)].map(([, name]) => name);
    expect([eventNames[0], eventNames.at(-1)]).toEqual(["created", "end"]);
    expect(callsFor("LATE")).toBe(0);
  });
});

test("is not made when its stream is refused", async () => {
  const by = await site.visit();
  const accept = { accept: "text/event-stream" };
  const answers = await Promise.all(
    names("RACE", 9).map((symbol) => by.post(START, { symbols: [symbol] }, accept)),
  );
  const made = answers.filter(({ status }) => status === 201);
  expect(made.length).toBeLessThan(answers.length);
  expect(scansSchema.parse((await by.get(SCANS)).body).scans).toHaveLength(made.length);
});

test("notes no fault and never reveals a key", async () => {
  const output = site.server.output();
  expect(output).not.toMatch(/canary77|⨯/);
  const faults = output.split("\n").filter((line) => line.includes('"level":"error"'));
  const messages = new Set(faults.map((line) => JSON.parse(line).message));
  expect(messages).toEqual(new Set());
  await site.expectNoKey();
});
