import { describe, expect, test } from "vitest";
import { relayEvents } from "@/lib/http/streams/relay-events";

type Feed = { send(text: string): void; end(): void; fail(): void; canceled(): boolean };

/** A stream that another server sends, by hand. */
function startRelay() {
  let canceled = false;
  let controller: ReadableStreamDefaultController<Uint8Array> | null = null;
  const source = new ReadableStream<Uint8Array>({
    start: (given) => {
      controller = given;
    },
    cancel: () => {
      canceled = true;
    },
  });
  const feed: Feed = {
    send: (text) => controller?.enqueue(new TextEncoder().encode(text)),
    end: () => controller?.close(),
    fail: () => controller?.error(new Error("reset")),
    canceled: () => canceled,
  };
  const left = new AbortController();
  const place = { released: 0, reconnect: () => {} };
  const data: unknown[] = [];
  const stream = relayEvents(source, {
    request: new Request("http://127.0.0.1/", { signal: left.signal }),
    place: {
      open: (reconnect) => {
        place.reconnect = reconnect;
      },
      release: () => {
        place.released += 1;
      },
    },
    onData: (one) => void data.push(one),
  });
  return { feed, left, place, data, stream, reader: stream.getReader() };
}

async function textOf(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<string> {
  let text = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text;
    text += new TextDecoder().decode(value);
  }
}

const EVENT = 'event: completed\ndata: {"n":1}\n\n';

describe("a relayed stream", () => {
  test("passes bytes on as they arrive, and reads their data", async () => {
    const { feed, reader, data } = startRelay();
    feed.send(EVENT.slice(0, 20));
    expect(new TextDecoder().decode((await reader.read()).value)).toBe(EVENT.slice(0, 20));
    feed.send(`${EVENT.slice(20)}: heartbeat\n\n`);
    feed.end();
    expect(await textOf(reader)).toBe(`${EVENT.slice(20)}: heartbeat\n\n`);
    expect(data).toEqual([{ n: 1 }]);
  });

  test("ends with reconnect when the source breaks off", async () => {
    const { feed, reader, place } = startRelay();
    feed.send(EVENT);
    await reader.read();
    feed.fail();
    expect(await textOf(reader)).toBe("event: reconnect\ndata: {}\n\n");
    expect(place.released).toBe(1);
  });

  test("adds nothing to half an event", async () => {
    const { feed, reader } = startRelay();
    feed.send(EVENT.slice(0, 20));
    await reader.read();
    feed.fail();
    await expect(textOf(reader)).rejects.toThrow("broke off");
  });

  test("ends with reconnect when this process goes down", async () => {
    const { feed, reader, place } = startRelay();
    place.reconnect();
    expect(await textOf(reader)).toBe("event: reconnect\ndata: {}\n\n");
    expect([feed.canceled(), place.released]).toEqual([true, 1]);
  });

  test("cancels the source when the client leaves", async () => {
    const byAbort = startRelay();
    byAbort.left.abort();
    const byCancel = startRelay();
    await byCancel.reader.cancel();
    for (const { feed, place } of [byAbort, byCancel]) {
      expect([feed.canceled(), place.released]).toEqual([true, 1]);
    }
  });
});
