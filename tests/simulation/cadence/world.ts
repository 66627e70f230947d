import { setImmediate } from "node:timers/promises";
import { createDesk, type Desk } from "@/lib/desk/create-desk";
import type { Day } from "@/lib/new-york-time";
import { createStore } from "@/lib/redis/create-store";
import type { Upstream } from "@/lib/upstream/port/upstream";
import { gexFigures, headlineJob } from "../../cache/sample";
import { keys } from "../../callers/setup";
import { createDeskRig } from "../../desk/desk-rig";
import { createSteppedClock, type SteppedClock } from "../../support/store/stepped-clock";
import type { VirtualTime } from "../../support/store/virtual-time";
import { newestAt, type Publishing } from "./publications";

const MINUTE = 60_000;
const LATENCY_MS = 300;
const LIMIT = 20;
const STEP_MS = 500;

/** One call that reached the upstream. `at`: ms. */
export type Call = { symbol: string; at: number };

/** One deployment in virtual time, with an upstream that publishes per symbol. */
export type World = {
  desk: Desk;
  time: VirtualTime;
  clock: SteppedClock;
  calls: Call[];
  /** Moves time until the work is done. */
  until<Result>(work: Promise<Result>): Promise<Result>;
  /** Moves time to a moment, ms. */
  moveTo(at: number): Promise<void>;
  close(): Promise<void>;
};

export async function createWorld(
  time: VirtualTime,
  publishingOn: (day: Day) => Publishing,
): Promise<World> {
  const clock = createSteppedClock(time);
  // On this clock no deadline of the store passes while it works.
  const store = await createStore({ kind: "embedded" }, { clock });
  await store.redis.flushdb();
  const calls: Call[] = [];
  const upstream: Upstream = {
    name: "v2",
    kinds: ["v2:/tickers/*"],
    jobFor: ({ symbol }) => headlineJob(`v2:/tickers/${symbol}`, symbol),
    jobOf: (key) => headlineJob(key, key.slice("v2:/tickers/".length)),
    async call({ symbol }) {
      calls.push({ symbol, at: time.now });
      const asOf = new Date(newestAt(symbol, time.now, publishingOn)).toISOString();
      await clock.sleep(LATENCY_MS);
      return { kind: "answered", arrived: true, figures: gexFigures(1), asOf };
    },
  };
  const options = { upstream, hours: "nyse" } as const;
  const rig = createDeskRig(clock.countingAll(store), LIMIT, MINUTE, clock, keys, options);
  const desk = createDesk(rig.desk);

  async function until<Result>(work: Promise<Result>): Promise<Result> {
    let isDone = false;
    const ended = work.finally(() => {
      isDone = true;
    });
    // Rejections are seen by the caller, at the end.
    ended.catch(() => undefined);
    for (let turn = 0; !isDone; turn += 1) {
      // A fresh copy needs no time at all.
      if (turn < 20) await setImmediate();
      else await clock.advance(STEP_MS);
    }
    return ended;
  }

  return {
    desk,
    time,
    clock,
    calls,
    until,
    moveTo: (at) => clock.advance(Math.max(0, at - time.now)),
    async close() {
      desk.stopScans();
      await clock.settle();
      await store.close();
    },
  };
}
