import type { ServerResponse } from "node:http";
import { afterEach, describe, expect, test } from "vitest";
import { createScanFollower, type ShownScan } from "@/lib/client/scans/follow-scan";
import type { ScanEventName } from "@/lib/contract/scan/scan-events";
import { browserPolicy } from "@/lib/policy";
import {
  replyJson,
  replyProblem,
  startScriptedServer,
} from "../support/fake-upstream/scripted-server";
import { landedRow, scanFixture } from "../support/visitors/scan-fixture";
import { NOW, quotaFixture, snapshotFixture } from "../support/visitors/snapshot-fixture";
import { testTab } from "../support/visitors/test-tab";

let server: Awaited<ReturnType<typeof startScriptedServer>>;
afterEach(() => server.stop());

const SCAN = "/api/scanner/scans/scan-1";
const EVENTS = `${SCAN}/events`;
/** The end of each stream's life. */
const RECONNECT = "event: reconnect\ndata: {}\n\n";
const ended = { done: 3, failed: 1, total: 4 };

type SentEvent = [id: string, event: ScanEventName, data: unknown];

function sendEvents(response: ServerResponse, events: readonly SentEvent[]): ServerResponse {
  response.writeHead(200, { "content-type": "text/event-stream" });
  for (const [id, event, data] of events) {
    response.write(`id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  }
  return response;
}

const completion = (id: string, symbol: string, position: number): SentEvent => [
  id,
  "completed",
  { symbol, position, total: 4, snapshot: snapshotFixture(symbol) },
];

/** Follows to the end over a server that answers each look at the stream in turn. */
async function followOver(
  streams: readonly ((response: ServerResponse) => void)[],
  whole = [scanFixture()],
  watch: (state: ShownScan) => void = () => {},
) {
  const lastEventIds: (string | undefined)[] = [];
  let [looks, reads] = [0, 0];
  server = await startScriptedServer(({ path, lastEventId }, response) => {
    if (path === EVENTS) {
      lastEventIds.push(lastEventId ?? undefined);
      const answer = streams[looks] ?? ((it) => it.writeHead(204).end());
      looks += 1;
      return answer(response);
    }
    if (path === SCAN) {
      const scan = whole[Math.min(reads, whole.length - 1)];
      reads += 1;
      return scan ? replyJson(response, 200, scan) : replyProblem(response, "gone", 410);
    }
    replyJson(response, 200, quotaFixture());
  });
  const slept: number[] = [];
  const { tab, quotas } = testTab(server.fetch, NOW);
  const sleep = (milliseconds: number, signal?: AbortSignal) => {
    if (milliseconds === browserPolicy.streamSilenceMs) {
      return new Promise<void>((resolve) => signal?.addEventListener("abort", () => resolve()));
    }
    slept.push(milliseconds);
    return Promise.resolve();
  };
  const follower = createScanFollower(tab, sleep, "scan-1");
  follower.subscribe(() => watch(follower.state()));
  await follower.follow(new AbortController().signal);
  return { follower, lastEventIds, slept, quotas, reads: () => reads };
}

describe("a followed scan", () => {
  test("goes from the whole, event by event, to its end", async () => {
    const { follower, lastEventIds, reads } = await followOver([
      (response) =>
        sendEvents(response, [completion("scan-1:8", "QQQ", 3), ["scan-1:9", "end", ended]]).end(),
    ]);
    expect(lastEventIds).toEqual(["scan-1:7"]);
    expect(reads()).toBe(1);
    expect(follower.state().view).toMatchObject({ ended: [1, 2, 3], summary: { state: "ended" } });
  });

  test("resumes after a cut from the last event, without a full read", async () => {
    const { follower, lastEventIds, reads } = await followOver([
      (response) => {
        const stream = sendEvents(response, [completion("scan-1:8", "QQQ", 3)]);
        setImmediate(() => stream.destroy());
      },
      (response) => sendEvents(response, [completion("scan-1:9", "IWM", 4)]).end(RECONNECT),
      (response) => sendEvents(response, [["scan-1:10", "end", ended]]).end(),
    ]);
    expect(lastEventIds.at(-1)).toBe("scan-1:9");
    expect(reads()).toBe(1);
    expect(follower.state().view?.ended).toEqual([1, 2, 3, 4]);
  });

  test("is read once a minute where no stream is available", async () => {
    const over = scanFixture({ state: "ended", rows: [landedRow("SPY", 1)] });
    const { follower, slept, reads } = await followOver(
      [
        (response) => replyProblem(response, "too-many-streams", 429),
        (response) => replyProblem(response, "overloaded", 503),
      ],
      [scanFixture(), scanFixture(), over],
    );
    expect(slept).toEqual([browserPolicy.scanReadMs, browserPolicy.scanReadMs]);
    expect(reads()).toBe(3);
    expect(follower.state().view?.summary.state).toBe("ended");
  });

  test("is read again as soon as a refusal says, whatever it is", async () => {
    const end = (response: ServerResponse) =>
      void sendEvents(response, [["scan-1:9", "end", ended]]).end();
    for (const [slug, status, seconds] of [
      ["store-unavailable", 503, 5],
      ["too-many-requests", 429, 7],
      ["overloaded", 503, 1],
    ] as const) {
      const { slept } = await followOver([
        (response) => replyProblem(response, slug, status, seconds),
        end,
      ]);
      expect(slept).toEqual([seconds * 1_000]);
      await server.stop();
    }
    const { slept } = await followOver([
      (response) => void response.writeHead(503, { "retry-after": "3" }).end("busy"),
      (response) => void response.writeHead(503).end("busy"),
      end,
    ]);
    expect(slept).toEqual([3_000, 4_000]);
  });

  test("shows as cut, not polled, while the store does not answer", async () => {
    const links = new Set<string>();
    await followOver(
      [
        (response) => replyProblem(response, "store-unavailable", 503, 5),
        (response) => sendEvents(response, [["scan-1:9", "end", ended]]).end(),
      ],
      [scanFixture()],
      (state) => links.add(state.link),
    );
    expect([...links]).toEqual(["live", "cut"]);
  });

  test("continues live, without a wait, after a stream's full life", async () => {
    const links = new Set<string>();
    const { slept, lastEventIds } = await followOver(
      [
        (response) => sendEvents(response, [completion("scan-1:8", "QQQ", 3)]).end(RECONNECT),
        (response) => sendEvents(response, []).end(RECONNECT),
        (response) => sendEvents(response, [["scan-1:9", "end", ended]]).end(),
      ],
      [scanFixture()],
      (state) => links.add(state.link),
    );
    // The second stream had sent nothing. Reopening it at once would repeat without an end.
    expect(slept).toEqual([2_000]);
    expect(lastEventIds).toEqual(["scan-1:7", "scan-1:8", "scan-1:8"]);
    expect([...links]).toEqual(["live"]);
  });

  test("waits longer each time while its stream says nothing", async () => {
    const { slept } = await followOver([
      (response) => response.destroy(),
      (response) => response.destroy(),
      (response) => sendEvents(response, [["scan-1:9", "end", ended]]).end(),
    ]);
    expect(slept).toEqual([2_000, 4_000]);
  });

  test("makes no request once it has ended", async () => {
    const over = scanFixture({ state: "ended" });
    const { lastEventIds } = await followOver([], [over]);
    expect(lastEventIds).toEqual([]);
  });

  test("reports the quota with each row that lands", async () => {
    const { quotas } = await followOver([
      (response) =>
        sendEvents(response, [completion("scan-1:8", "QQQ", 3), ["scan-1:9", "end", ended]]).end(),
    ]);
    // With the whole, with the row, and how it ended.
    expect(quotas).toHaveLength(3);
  });
});

test("keeps what is shown, and says why, when a scan is gone", async () => {
  const { follower } = await followOver(
    [(response) => replyProblem(response, "gone", 410)],
    [scanFixture(), undefined as never],
  );
  expect(follower.state().refusal?.reason).toBe("gone");
  expect(follower.state().view?.ended).toEqual([1, 2]);
});
