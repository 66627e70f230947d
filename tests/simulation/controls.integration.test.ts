import { afterAll, beforeAll, expect, test } from "vitest";
import { systemClock } from "@/lib/clock";
import { createStore } from "@/lib/redis/create-store";
import type { Store } from "@/lib/redis/store";
import { type RedisServer, startRedisServer } from "../support/redis-server";
import { type Contender, mutant } from "./contender";
import { controls } from "./contenders";
import { everyFault } from "./faults";
import { runSeed } from "./run-seed";
import { mixedWorkload } from "./workload";

/** Our gate passes 500; what is wrong must show in far fewer. */
const SEEDS = 100;

let server: RedisServer;
let store: Store;
beforeAll(async () => {
  server = await startRedisServer();
  store = await createStore({ kind: "redis", url: server.url }, { clock: systemClock });
});
afterAll(async () => {
  await store.close();
  await server.stop();
});

/** The first broken promise of that kind, or null after all seeds. */
async function firstBroken(contender: Contender, kind: RegExp): Promise<string | null> {
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const parts = { seed, store, contender, workload: mixedWorkload, faults: everyFault };
    const found = (await runSeed(parts)).broken.find((sentence) => kind.test(sentence));
    if (found) return found;
  }
  return null;
}

const TOO_MANY = /^\d+ arrivals in one window$/;

test.each(controls)("the harness finds a window of $name with an arrival too many", async (one) => {
  expect(await firstBroken(one, TOO_MANY)).not.toBeNull();
});

const planted: [mutant: Contender, kind: RegExp][] = [
  [
    mutant("a silent call counts from its grant", [
      "slot[SLOT_GRANTED] + slot[SLOT_HOLD] + state.window",
      "slot[SLOT_GRANTED] + state.window",
    ]),
    TOO_MANY,
  ],
  [
    mutant("a slot frees half a second early", [
      "return slot[SLOT_SETTLED] + state.window + TOLERANCE",
      "return slot[SLOT_SETTLED] + state.window - 500",
    ]),
    TOO_MANY,
  ],
  [
    mutant("lost writes leave the window as it is", [
      "state.fullUntil = math.max(state.fullUntil, now + HOLD_MAX + state.window + TOLERANCE)",
      "",
    ]),
    TOO_MANY,
  ],
  [
    mutant("a dead caller's job returns before hold", [
      "findSlot(job[JOB_GRANT])\n  return not slot or now >= slot[SLOT_GRANTED] + slot[SLOT_HOLD]",
      "findSlot(job[JOB_GRANT])\n  return not slot or now >= slot[SLOT_GRANTED] + slot[SLOT_HOLD] / 2",
    ]),
    /granted as \d+ while \d+ is under way/,
  ],
  [
    mutant("a second probe goes", [
      "if (index == ACCOUNT or index == class) and breaker.state == 'half-open' then breaker.probe = id end",
      "",
    ]),
    /probes while/,
  ],
  [
    mutant("a clock that ran ahead is believed", [
      "< step.seen or step.lost then",
      "< step.seen then",
    ]),
    TOO_MANY,
  ],
  [
    mutant("an open breaker holds nothing back", [
      "if breaker.state == 'open' then return breaker.untilAt end",
      "",
    ]),
    /open breaker/,
  ],
  [
    mutant("a dead caller keeps its job", ["if callerIsDead(job) then", "if false then"]),
    /is waiting, told 0 ends/,
  ],
  [
    mutant(
      "a job without tickets stays",
      ["elseif ticketsIn(job) == 0 then\n    removeJob(job)\n", ""],
      ["elseif ticketsIn(job) == 0 then removeJob(job)\n", ""],
      ["if ticketsIn(job) == 0 then removeJob(job)\n    elseif #job < before", "if #job < before"],
    ),
    /waits for nobody/,
  ],
];

test.each(planted)("the harness sees that $name", async (contender, kind) => {
  expect(await firstBroken(contender, kind)).not.toBeNull();
});
