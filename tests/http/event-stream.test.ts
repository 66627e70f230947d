import { afterEach, describe, expect, test, vi } from "vitest";
import { ProblemError } from "@/lib/http/answer/problem-error";
import { guardEventStream } from "@/lib/http/request/accept";
import { eventStream, readLastEventId, type StreamEvent } from "@/lib/http/streams/event-stream";
import { openStreamCount } from "@/lib/http/streams/stream-registry";
import { httpPolicy } from "@/lib/policy";
import { createManualClock, type ManualClock } from "./manual-clock";

const leaving: AbortController[] = [];
afterEach(() => {
  for (const controller of leaving.splice(0)) controller.abort();
  vi.restoreAllMocks();
  expect(openStreamCount()).toBe(0);
});

type Opened = { answer: Response; leave: () => void; clock: ManualClock };

function open(
  source: (signal: AbortSignal) => AsyncIterable<StreamEvent>,
  {
    callerId = "me",
    house = "",
    isAdmin = false,
    method = "GET",
    clock = createManualClock(),
  } = {},
): Opened {
  const controller = new AbortController();
  leaving.push(controller);
  const request = new Request("http://127.0.0.1/api/x/events", {
    method,
    signal: controller.signal,
  });
  const answer = eventStream(source, {
    request,
    holder: { id: callerId, house: house || callerId, isAdmin },
    clock,
  });
  return { answer, leave: () => controller.abort(), clock };
}

/** Yields nothing until it is stopped. */
async function* quiet(signal: AbortSignal): AsyncGenerator<StreamEvent> {
  await new Promise((resolve) => signal.addEventListener("abort", resolve));
}

/** Reads on in the background; `text` is what has come so far. */
function follow(answer: Response): { text: () => string; ended: () => boolean } {
  let text = "";
  let ended = false;
  const decoder = new TextDecoder();
  const read = async () => {
    for await (const chunk of answer.body ?? []) text += decoder.decode(chunk, { stream: true });
    ended = true;
  };
  void read();
  return { text: () => text, ended: () => ended };
}

describe("an event stream", () => {
  test("forbids caching, transforming and buffering; opens at once", async () => {
    const { answer, clock } = open(quiet);
    expect(Object.fromEntries(answer.headers)).toEqual({
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-cache, no-transform",
      "x-accel-buffering": "no",
    });
    const read = follow(answer);
    await clock.advance(0);
    expect(read.text().length).toBeGreaterThan(2_048);
    expect(read.text()).toMatch(/^retry: 3000\n: +\n\n$/);
  });

  test("sends id, name and one line of JSON; ends with its source", async () => {
    const { answer } = open(async function* () {
      yield { id: "7", event: "completed", data: { text: "two\nlines" } };
      yield { event: "end", data: null };
    });
    const text = await answer.text();
    expect(text).toContain(
      '\n\nid: 7\nevent: completed\ndata: {"text":"two\\nlines"}\n\nevent: end\ndata: null\n\n',
    );
    expect(text).not.toContain("reconnect");
  });

  test("beats every 15 s, and asks to reconnect before the limit", async () => {
    const { answer, clock } = open(quiet);
    const read = follow(answer);
    await clock.advance(14_999);
    expect(read.text()).not.toContain(": heartbeat");
    await clock.advance(1);
    expect(read.text().match(/: heartbeat\n\n/g)).toHaveLength(1);
    await clock.advance(httpPolicy.streamLifeMs - 15_000 - 1);
    expect([read.text().match(/: heartbeat\n\n/g)?.length, read.ended()]).toEqual([18, false]);
    await clock.advance(1);
    expect(read.text().endsWith("event: reconnect\ndata: {}\n\n")).toBe(true);
    expect(read.ended()).toBe(true);
  });

  test.each(["abort", "cancel"])(
    "stops its source and frees its place on disconnect (%s)",
    async (how) => {
      let stopped = false;
      const { answer, leave, clock } = open(async function* (signal) {
        yield* quiet(signal);
        stopped = true;
      });
      expect(openStreamCount()).toBe(1);
      if (how === "abort") leave();
      else await answer.body?.cancel();
      await clock.advance(0);
      expect([stopped, openStreamCount()]).toEqual([true, 0]);
    },
  );

  test("bounds the buffer of a slow reader, and drops it after 10 s", async () => {
    let yielded = 0;
    let stopped = false;
    const { clock } = open(async function* () {
      try {
        for (;;) {
          yielded += 1;
          yield { event: "completed", data: "x".repeat(1_000) };
        }
      } finally {
        stopped = true;
      }
    });
    await clock.advance(9_999);
    expect([stopped, yielded < 70]).toEqual([false, true]);
    await clock.advance(1);
    expect([stopped, openStreamCount()]).toEqual([true, 0]);
  });

  test("gives a reader that is only a little slow everything", async () => {
    const { answer, clock } = open(async function* () {
      for (let index = 0; index < 200; index += 1)
        yield { event: "completed", data: "x".repeat(1_000) };
    });
    await clock.advance(5_000);
    const text = await answer.text();
    expect(text.match(/event: completed/g)).toHaveLength(200);
  });

  test("asks to reconnect when its source fails, hiding the reason", async () => {
    const logged = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    const { answer } = open(async function* () {
      yield { event: "queued", data: {} };
      throw new Error("secret reason");
    });
    const text = await answer.text();
    expect(text.endsWith("event: reconnect\ndata: {}\n\n")).toBe(true);
    expect(text).not.toContain("secret");
    expect(logged).toHaveBeenCalledOnce();
  });

  test("a seventh of one caller is refused, another caller's is not", () => {
    for (let count = 0; count < 6; count += 1) open(quiet);
    expect(() => open(quiet)).toThrow(expect.objectContaining({ slug: "too-many-streams" }));
    expect(() => open(quiet, { callerId: "you" })).not.toThrow();
  });

  test("a place given up is free again", async () => {
    const streams = Array.from({ length: 6 }, () => open(quiet));
    streams[0]?.leave();
    expect(() => open(quiet)).not.toThrow();
  });

  test("is refused as the 61st of one house, but not of another", () => {
    for (let count = 0; count < 60; count += 1) {
      open(quiet, { callerId: `caller-${count}`, house: "theirs" });
    }
    expect(() => open(quiet, { callerId: "late", house: "theirs" })).toThrow(
      expect.objectContaining({ slug: "too-many-streams" }),
    );
    expect(() => open(quiet, { callerId: "late", house: "mine" })).not.toThrow();
  });

  test("leaves admins a tenth, and is refused as an instance's 201st", () => {
    for (let count = 0; count < 180; count += 1) open(quiet, { callerId: `caller-${count}` });
    const overloaded = expect.objectContaining({ slug: "overloaded" });
    expect(() => open(quiet, { callerId: "late" })).toThrow(overloaded);
    for (let count = 0; count < 20; count += 1) {
      open(quiet, { callerId: `admin ${count}`, isAdmin: true });
    }
    expect(() => open(quiet, { callerId: "admin", isAdmin: true })).toThrow(overloaded);
  });

  test("leaves visitors their places, however many admins take", () => {
    for (let count = 0; count < 20; count += 1) {
      open(quiet, { callerId: `admin ${count}`, isAdmin: true });
    }
    for (let count = 0; count < 180; count += 1) open(quiet, { callerId: `caller-${count}` });
    expect(openStreamCount()).toBe(200);
  });

  test("HEAD opens nothing", () => {
    const { answer } = open(quiet, { method: "HEAD" });
    expect([answer.body, openStreamCount()]).toEqual([null, 0]);
  });
});

test("refuses an over-long Last-Event-ID, and passes on any other", () => {
  expect(readLastEventId(new Headers())).toBeNull();
  expect(readLastEventId(new Headers({ "last-event-id": "-1" }))).toBe("-1");
  expect(() => readLastEventId(new Headers({ "last-event-id": "9".repeat(65) }))).toThrow(
    ProblemError,
  );
});

test.each([
  [null, true],
  ["text/event-stream", true],
  ["*/*", true],
  ["text/*;q=0.1", true],
  ["application/json, text/event-stream;q=0", false],
  ["*/*, text/event-stream;q=0", false],
  ["application/json", false],
  ["text/*;q=0, text/event-stream", true],
])("Accept: %s lets a stream be answered: %s", (accept, offered) => {
  const check = () => guardEventStream(new Headers(accept === null ? {} : { accept }));
  if (offered) expect(check).not.toThrow();
  else expect(check).toThrow(expect.objectContaining({ slug: "not-acceptable" }));
});
