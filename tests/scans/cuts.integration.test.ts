import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createRandom } from "../simulation/faults/random";
import { becomeCallers, type Fleet, startFleet } from "../support/servers/fleet";
import {
  endedSymbols,
  followScan,
  newReader,
  type ReceivedScanEvent,
  type ScanReader,
  startScan,
  storyOf,
} from "../support/visitors/scan-client";

const SYMBOLS = Array.from({ length: 110 }, (_, index) => `C${index}`);
const CUTS = 100;

let fleet: Fleet;
let cookie: string;
beforeAll(async () => {
  fleet = await startFleet({ servers: 2, windowSeconds: 6, upstream: { latencyMs: 100 } });
  [cookie = ""] = await becomeCallers(fleet.servers, 1);
});
afterAll(() => fleet?.stop());

/** Each event's place in the story: with none lost and none twice they count up from 1. */
const placesOf = (reader: ScanReader) => storyOf(reader).map(({ id }) => Number.parseInt(id, 10));
const upTo = (length: number) => Array.from({ length }, (_, index) => index + 1);

function expectWhole(reader: ScanReader, symbols: readonly string[]): void {
  expect(placesOf(reader)).toEqual(upTo(storyOf(reader).length));
  expect(new Set(reader.received.map(({ id }) => id)).size).toBe(reader.received.length);
  expect(endedSymbols(reader).toSorted()).toEqual(symbols.toSorted());
  expect(storyOf(reader).at(-1)).toMatchObject({ event: "end" });
}

describe("a scan whose stream is cut", () => {
  test("loses and repeats no event over a hundred cuts", async () => {
    const [doomed, other] = fleet.servers;
    if (!doomed || !other) throw new Error("no servers");
    const random = createRandom(20_261_125);
    const reader = newReader();
    const id = await startScan({ port: doomed.port, cookie }, SYMBOLS);
    const ports = [doomed.port, other.port];
    let cuts = 0;
    let status = 200;
    const cutAfter = (events: number) => {
      let left = events;
      return (_: ReceivedScanEvent) => {
        left -= 1;
        return left < 0;
      };
    };
    while (status !== 204) {
      if (cuts === 40) {
        await doomed.kill();
        ports.splice(0, 1);
      }
      if (cuts === 60) ports.push((await fleet.addServer()).port);
      const port = ports[random.whole(0, ports.length - 1)] ?? 0;
      const isCut = cuts < CUTS ? cutAfter(random.whole(0, 3)) : undefined;
      status = await followScan({ port, cookie }, id, reader, isCut);
      cuts += 1;
    }
    console.log(`${cuts - 1} streams, ${reader.received.length} events`);
    expect(cuts).toBeGreaterThan(CUTS);
    expectWhole(reader, SYMBOLS);
    expect(fleet.upstream.worstWindow(fleet.windowMs)).toBeLessThanOrEqual(20);
    // A call under way in the killed process may have been made again; no other was.
    expect(fleet.upstream.arrivals().length).toBeLessThanOrEqual(SYMBOLS.length + 6);
  });

  test("resumes with all that was there after its process ended", async () => {
    const server = await fleet.addServer();
    const symbols = SYMBOLS.slice(0, 30).map((symbol) => `R${symbol}`);
    const reader = newReader();
    const id = await startScan({ port: server.port, cookie }, symbols);
    const following = followScan({ port: server.port, cookie }, id, reader);
    while (endedSymbols(reader).length < 8) await pause(20);
    expect(await server.stop()).toBe(0);
    await following;
    const back = await fleet.addServer();
    await followScan({ port: back.port, cookie }, id, reader);
    expectWhole(reader, symbols);
  });
});
