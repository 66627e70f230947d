import { afterEach, expect, test, vi } from "vitest";
import { systemClock } from "@/lib/clock";
import { requestSnapshot } from "@/lib/desk/snapshots/request-snapshot";
import { streamMine } from "@/lib/desk/tickets/stream-tickets";
import { createStore } from "@/lib/redis/create-store";
import { gexFigures } from "../../cache/sample";
import { keys } from "../../callers/setup";
import { createSteppedClock } from "../../support/store/stepped-clock";
import { createSteppedDate } from "../../support/store/stepped-date";
import { asked, caller, createDeskRig, type DeskRig } from "../desk-rig";

const INSTANCES = 4;
const TABS = 200;
const STEPS_PER_CALL = 5;
const LATENCY_MS = 300;
const MINUTE_MS = 60_000;

afterEach(() => void vi.useRealTimers());

test("costs at most 5 steps a call with 200 tabs on 4 instances", async () => {
  const clock = createSteppedClock(createSteppedDate());
  const store = await createStore({ kind: "embedded" }, { clock: systemClock });
  let steps = 0;
  const counted = clock.counting({
    ...store,
    run(script, scriptKeys, ...rest) {
      if (scriptKeys[0] === keys.gate) steps += 1;
      return store.run(script, scriptKeys, ...rest);
    },
  });
  const rig = () => createDeskRig(counted, 20, MINUTE_MS, clock);
  const rigs = Array.from({ length: INSTANCES }, rig);
  const left = new AbortController();
  const states: string[] = [];
  const answer = async () => {
    await clock.sleep(LATENCY_MS);
    const asOf = new Date().toISOString();
    return { kind: "answered", arrived: true, figures: gexFigures(1), asOf } as const;
  };
  const watch = async ({ desk }: DeskRig, symbol: string) => {
    const me = caller(`c-${symbol}`);
    await requestSnapshot(desk, asked(symbol, { caller: me, waitMs: 0 }));
    for await (const { state } of streamMine(desk, me, left.signal)) states.push(state);
  };
  for (let tab = 0; tab < TABS; tab += 1) {
    for (const { script } of rigs) script.set(`S${tab}`, answer);
    void watch(rigs[tab % INSTANCES] ?? rig(), `S${tab}`);
    await clock.advance(100);
  }
  await clock.advance(MINUTE_MS);
  const callsMade = () => rigs.flatMap(({ calls }) => calls).length;
  const [stepsBefore, callsBefore] = [steps, callsMade()];
  await clock.advance(3 * MINUTE_MS);
  const calls = callsMade() - callsBefore;
  const perCall = (steps - stepsBefore) / calls;
  console.info(`${calls} calls in 3 min, ${perCall.toFixed(2)} steps a call`);
  expect(calls).toBeGreaterThanOrEqual(58);
  expect(perCall).toBeLessThanOrEqual(STEPS_PER_CALL);
  expect(states.filter((state) => state === "completed")).toHaveLength(callsMade());
  left.abort();
  await store.close();
}, 60_000);
