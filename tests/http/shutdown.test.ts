import { createServer, type Server } from "node:http";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createManualClock } from "./manual-clock";

type Shutdown = typeof import("@/lib/http/process/shutdown");

let shutdown: Shutdown;
let exits: number[];
const servers: Server[] = [];

/** Each test has a process of its own, as far as the room can tell. */
beforeEach(async () => {
  for (const name of ["shutdown", "streams"]) {
    Reflect.deleteProperty(globalThis, Symbol.for(`gammagate.${name}`));
  }
  vi.resetModules();
  vi.spyOn(process.stderr, "write").mockReturnValue(true);
  shutdown = await import("@/lib/http/process/shutdown");
  exits = [];
});

afterEach(() => {
  vi.restoreAllMocks();
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

const parts = (clock = createManualClock()) => ({
  clock,
  callMs: 8_000,
  exit: (code: number) => void exits.push(code),
});

/** Goes down on a clock that is moved on by `milliseconds`. */
async function goneBy(milliseconds: number): Promise<void> {
  const clock = createManualClock();
  const gone = shutdown.goDown(parts(clock));
  await clock.advance(milliseconds);
  await gone;
}

async function listen(): Promise<Server> {
  const server = createServer(() => {});
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  shutdown.rememberServer(server);
  return server;
}

test("is not ready at once, and exits after the call in flight", async () => {
  let finishCall = () => {};
  const call = new Promise<void>((resolve) => {
    finishCall = resolve;
  });
  shutdown.onShutdown("pump", () => call);
  const clock = createManualClock();
  expect(shutdown.isShuttingDown()).toBe(false);
  const gone = shutdown.goDown(parts(clock));
  expect([shutdown.isShuttingDown(), shutdown.shutdownSignal().aborted]).toEqual([true, true]);
  await clock.advance(3_000);
  expect(exits).toEqual([]);
  finishCall();
  await clock.advance(100);
  await gone;
  expect(exits).toEqual([0]);
});

test("waits for an endless call no longer than its limit plus 5 s", async () => {
  shutdown.onShutdown("pump", () => new Promise(() => {}));
  const clock = createManualClock();
  const gone = shutdown.goDown(parts(clock));
  await clock.advance(12_900);
  expect(exits).toEqual([]);
  await clock.advance(200);
  await gone;
  expect(exits).toEqual([0]);
});

test("a hook that fails does not keep the others from running", async () => {
  const ran: string[] = [];
  shutdown.onShutdown("one", () => {
    throw new Error("no");
  });
  shutdown.onShutdown("two", async () => void ran.push("two"));
  await goneBy(100);
  expect([ran, exits]).toEqual([["two"], [0]]);
});

test("shuts down once when asked twice", async () => {
  let runs = 0;
  shutdown.onShutdown("one", () => {
    runs += 1;
  });
  await Promise.all([goneBy(100), goneBy(100)]);
  expect([runs, exits]).toEqual([1, [0]]);
});

test("asks streams to reconnect, even unopened ones; opens no more", async () => {
  const { takeStreamPlace } = await import("@/lib/http/streams/stream-registry");
  const notified: string[] = [];
  const me = { id: "me", house: "mine" };
  const open = takeStreamPlace(me);
  open.open(() => {
    notified.push("open");
    open.release();
  });
  const taken = takeStreamPlace(me);
  await goneBy(100);
  expect(notified).toEqual(["open"]);
  taken.open(() => void notified.push("taken"));
  expect(notified).toEqual(["open", "taken"]);
  expect(() => takeStreamPlace(me)).toThrow(expect.objectContaining({ slug: "overloaded" }));
});

test("a request under way is answered before the end", async () => {
  const server = await listen();
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const arrived = new Promise<() => void>((resolve) => {
    server.once("request", (_request, response) => resolve(() => response.end("answered")));
  });
  const asked = fetch(`http://127.0.0.1:${port}/`).then((answer) => answer.text());
  const answer = await arrived;
  const { systemClock } = await import("@/lib/clock");
  const gone = shutdown.goDown({ ...parts(), clock: systemClock });
  await new Promise((resolve) => setTimeout(resolve, 150));
  expect(exits).toEqual([]);
  answer();
  expect(await asked).toBe("answered");
  await gone;
  expect(exits).toEqual([0]);
  await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow();
});
