import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startBufferingProxy } from "../support/servers/buffering-proxy";
import { becomeCallers, type Fleet, startFleet } from "../support/servers/fleet";
import { startNginx } from "../support/servers/nginx";
import {
  askScanner,
  followScan,
  newReader,
  type ReceivedScanEvent,
  readScan,
  type ScanReader,
  startScan,
} from "../support/visitors/scan-client";

let fleet: Fleet;
let cookie: string;
beforeAll(async () => {
  // Four calls a window for scans: rows come about a second apart, as people see them.
  const env = { QUOTA_LIMIT: "5" };
  fleet = await startFleet({ servers: 1, windowSeconds: 4, env, upstream: { latencyMs: 50 } });
  [cookie = ""] = await becomeCallers(fleet.servers, 1);
});
afterAll(() => fleet?.stop());

const port = () => fleet.servers[0]?.port ?? 0;
const rowsOf = ({ received }: ScanReader): ReceivedScanEvent[] =>
  received.filter(({ event }) => event === "completed");

/** How much later each row comes through `through` than it does directly, ms. */
async function lagsOf(through: number, symbols: string[]): Promise<number[]> {
  const [direct, proxied] = [newReader(), newReader()];
  const id = await startScan({ port: port(), cookie }, symbols);
  await Promise.all([
    followScan({ port: port(), cookie }, id, direct),
    followScan({ port: through, cookie }, id, proxied),
  ]);
  const late = rowsOf(proxied).map((row, index) => {
    return row.receivedAt - (rowsOf(direct)[index]?.receivedAt ?? 0);
  });
  expect(late).toHaveLength(symbols.length);
  return late;
}

describe("through a proxy that buffers", () => {
  test("delivers every row within a second if it obeys (4 KB)", async () => {
    const options = { targetPort: port(), bytes: 4_096, obeys: true };
    const proxy = await startBufferingProxy(options);
    const late = await lagsOf(proxy.port, ["O1", "O2", "O3", "O4", "O5", "O6"]);
    await proxy.stop();
    expect(Math.max(...late)).toBeLessThan(1_000);
  });

  test("delivers the first row within a second if not (4 KB)", async () => {
    const options = { targetPort: port(), bytes: 4_096, obeys: false };
    const proxy = await startBufferingProxy(options);
    const late = await lagsOf(proxy.port, ["B1", "B2", "B3", "B4", "B5", "B6"]);
    await proxy.stop();
    console.log(`rows through 4 KB were late by ${late.map((ms) => Math.round(ms)).join(", ")} ms`);
    expect(late[0]).toBeLessThan(1_000);
  });

  test("delivers the first row of a scan that is its own answer", async () => {
    const proxy = await startBufferingProxy({ targetPort: port(), bytes: 4_096, obeys: false });
    const reader = newReader();
    const response = await askScanner(
      { port: proxy.port, cookie },
      "POST",
      "/api/scanner/scan-incremental",
      { body: { symbols: ["D1", "D2", "D3"] }, headers: { accept: "text/event-stream" } },
    );
    expect(response.statusCode).toBe(201);
    await readScan(response, reader);
    await proxy.stop();
    const landedAt = rowsOf(reader).map(({ receivedAt }) => receivedAt);
    // The others come a pacing step later; a buffered event would arrive with them.
    expect((landedAt[1] ?? 0) - (landedAt[0] ?? 0)).toBeGreaterThan(300);
  });

  test("delivers every row within a second with nginx's own settings", async () => {
    const nginx = await startNginx(port());
    const late = await lagsOf(nginx.port, ["N1", "N2", "N3", "N4", "N5", "N6"]);
    await nginx.stop();
    console.log(
      `rows through nginx were late by ${late.map((ms) => Math.round(ms)).join(", ")} ms`,
    );
    expect(Math.max(...late)).toBeLessThan(1_000);
  });
});
