import { getEventListeners } from "node:events";
import { readFileSync } from "node:fs";
import path from "node:path";
import { beforeEach, expect, test, vi } from "vitest";
import { listFiles, ROOT } from "../support/architecture/source-files";
import { createManualClock } from "./manual-clock";

let withLeaveSignal: typeof import("@/lib/http/process/leave-signal").withLeaveSignal;
let shutdown: typeof import("@/lib/http/process/shutdown");

/** Each test has a process of its own, as far as the room can tell. */
beforeEach(async () => {
  Reflect.deleteProperty(globalThis, Symbol.for("gammagate.shutdown"));
  vi.resetModules();
  vi.spyOn(process.stderr, "write").mockReturnValue(true);
  shutdown = await import("@/lib/http/process/shutdown");
  ({ withLeaveSignal } = await import("@/lib/http/process/leave-signal"));
});

const listeners = (signal: AbortSignal) => getEventListeners(signal, "abort").length;

/** A request whose sender may leave. */
function asked() {
  const sender = new AbortController();
  const request = new Request("http://here.test/", { signal: sender.signal });
  return { request, leave: () => sender.abort() };
}

test("leaves nothing on the process's signal after 1,000 waits", async () => {
  const own = shutdown.shutdownSignal();
  const { request } = asked();
  const before = listeners(request.signal);
  for (let wait = 0; wait < 1_000; wait += 1) {
    await withLeaveSignal(request, async (signal) => {
      // A composite takes it once for each part that waits.
      expect(signal()).toBe(signal());
      expect([listeners(own), listeners(request.signal)]).toEqual([1, before + 1]);
    });
  }
  const failing = withLeaveSignal(request, async (signal) => {
    signal();
    throw new Error("the store failed");
  });
  await expect(failing).rejects.toThrow("the store failed");
  expect([listeners(own), listeners(request.signal)]).toEqual([0, before]);
  expect(composedOf(own)).toBe(0);
  // It would show.
  AbortSignal.any([own, request.signal]);
  expect(composedOf(own)).toBe(1);
});

test("a hundred that wait at once are no leak to warn of", async () => {
  const warned = vi.spyOn(process, "emitWarning");
  const waiting = Array.from({ length: 100 }, () =>
    withLeaveSignal(asked().request, async (signal) => signal()),
  );
  expect(listeners(shutdown.shutdownSignal())).toBe(100);
  await Promise.all(waiting);
  expect([listeners(shutdown.shutdownSignal()), warned.mock.calls]).toEqual([0, []]);
});

test("aborts once the client leaves or the process shuts down", async () => {
  const { request, leave } = asked();
  await withLeaveSignal(request, async (signal) => {
    expect(signal().aborted).toBe(false);
    leave();
    expect(signal().aborted).toBe(true);
  });
  await withLeaveSignal(request, async (signal) => expect(signal().aborted).toBe(true));
  const other = asked().request;
  await withLeaveSignal(other, async (signal) => {
    expect(signal().aborted).toBe(false);
    const clock = createManualClock();
    const gone = shutdown.goDown({ clock, callMs: 0, exit: () => undefined });
    expect(signal().aborted).toBe(true);
    await clock.advance(100);
    await gone;
  });
  await withLeaveSignal(other, async (signal) => expect(signal().aborted).toBe(true));
});

test("is the only composer of the process's own signal", () => {
  const sources = listFiles("app", "lib/http").filter((name) => /\.tsx?$/.test(name));
  const composing = sources.filter((name) =>
    /AbortSignal\.any\(/.test(readFileSync(path.join(ROOT, name), "utf8")),
  );
  expect(composing).toEqual([]);
});

/** What AbortSignal.any left in a signal, dead or alive: Node keeps it in a set of weak references. */
function composedOf(signal: AbortSignal): number {
  const name = Object.getOwnPropertySymbols(signal).find(
    ({ description }) => description === "kDependantSignals",
  );
  const left: { size?: number } = name ? Reflect.get(signal, name) : {};
  return left.size ?? 0;
}
