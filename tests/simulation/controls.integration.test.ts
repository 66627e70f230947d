import { afterAll, beforeAll, expect, test } from "vitest";
import { systemClock } from "@/lib/clock";
import { createStore } from "@/lib/redis/create-store";
import type { Store } from "@/lib/redis/store";
import { type RedisServer, startRedisServer } from "../support/store/redis-server";
import { type Contender, mutant } from "./contenders/contender";
import { controls } from "./contenders/contenders";
import { runSeed } from "./run-seed";
import { type Scene, scenes } from "./workloads/scenes";

/** Our gate passes 500 seeds. A fault must appear in fewer. */
const SEEDS = 300;

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

/** Returns the first broken promise of this kind, or null after all seeds. */
async function firstBroken(
  contender: Contender,
  kind: RegExp,
  scene: Scene = "faults",
): Promise<string | null> {
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const parts = { seed, store, contender, ...scenes[scene] };
    const found = (await runSeed(parts)).broken.find((sentence) => kind.test(sentence));
    if (found) return found;
  }
  return null;
}

const TOO_MANY = /^\d+ arrivals in one window$/;

test.each(controls)("finds the fault of $name", async (one) => {
  const { scene = "faults", sentence = TOO_MANY } = one.shows ?? {};
  expect(await firstBroken(one, sentence, scene)).not.toBeNull();
});

const planted: [mutant: Contender, kind: RegExp][] = [
  [
    mutant(
      "a silent call counts from its grant",
      ["local stamp = slot[SLOT_GRANTED] + slot[SLOT_HOLD]", "local stamp = slot[SLOT_GRANTED]"],
      // Without this, an answer to a later call would let the slot count longer.
      ["return slot[SLOT_OVER] == 0 and stamp or", "return stamp or"],
    ),
    TOO_MANY,
  ],
  [
    mutant(
      "a slot frees half a second early",
      [
        "return stampOf(slot) + state.windows[name].length + TOLERANCE",
        "return stampOf(slot) + state.windows[name].length - 500",
      ],
      [
        "return likelyStampOf(slot) + state.windows[name].length + TOLERANCE",
        "return likelyStampOf(slot) + state.windows[name].length - 500",
      ],
    ),
    TOO_MANY,
  ],
  [
    mutant("lost writes leave the window as it is", [
      "if window.length > 0 then fillWindow(window, window.length) else calendar.countLost(window) end",
      "",
    ]),
    TOO_MANY,
  ],
  [
    mutant("a dead caller's job returns before hold", [
      "findSlot(job[JOB_GRANT])\n  return not slot or now >= slot[SLOT_GRANTED] + slot[SLOT_HOLD]",
      "findSlot(job[JOB_GRANT])\n  return not slot or now >= slot[SLOT_GRANTED] + slot[SLOT_HOLD] / 2",
    ]),
    /granted as \d+ while \d+ is in flight/,
  ],
  [
    mutant("a second probe is granted", [
      "if breaker.state == 'half-open' then breaker.probe = id end",
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
    mutant("an open breaker stops no call", [
      "if breaker.state == 'open' then return breaker.untilAt end",
      "",
    ]),
    /open breaker/,
  ],
  [
    mutant("a dead caller keeps its job", ["if callerIsDead(job) then", "if false then"]),
    /is waiting, with 0 reported ends/,
  ],
  [
    mutant(
      "a job without tickets stays",
      ["elseif ticketsIn(job) == 0 then\n    removeJob(job)\n", ""],
      ["elseif ticketsIn(job) == 0 then\n    removeJob(job)\n", ""],
      ["elseif ticketsIn(job) == 0 then removeJob(job)\n", ""],
      ["    if ticketsIn(job) == 0 then removeJob(job) end\n", ""],
    ),
    /has no ticket/,
  ],
  [
    mutant("a refused key continues to call", [
      "local untilAt = now + math.min(math.floor(state.window * NOT_ALLOWED), BREAKER_OPEN_MAX)",
      "local untilAt = now",
    ]),
    /with a refused key in ten windows/,
  ],
  [
    mutant("a key that was never answered makes as many calls as any", [
      "if waitsForProof(row, digest, own) then at = soon end",
      "",
    ]),
    /with a refused key in ten windows/,
  ],
  [
    mutant("shares are ignored", ["covered = shares.covered()", "covered = nil"]),
    /goes before job \d+ of c\d/,
  ],
];

test.each(planted)("finds this fault: $name", async (contender, kind) => {
  expect(await firstBroken(contender, kind)).not.toBeNull();
});
