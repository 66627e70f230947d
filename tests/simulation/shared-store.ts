import { type Step, stepReplySchema } from "@/lib/gate/step";
import { storePolicy } from "@/lib/policy";
import { defineScript } from "@/lib/redis/script";
import type { Script, Store } from "@/lib/redis/store";
import { StoreFault } from "@/lib/store-fault";
import { VIRTUAL_START } from "../support/store/virtual-time";
import { createClockAhead } from "./faults/clock-ahead";
import type { Network } from "./faults/network";
import type { Process } from "./faults/process";
import type { Ledger } from "./judge/ledger";
import type { Schedule } from "./schedule";

export const GATE_KEY = "gammagate:gate:simulation";
const COPY_KEY = "gammagate:copy:simulation";

/** The step as sent, with the fields that the gate adds. */
export type SentStep = Step & {
  instance: string;
  lost: boolean;
  request: string;
  configuration: { hold: number };
  credential: string;
  kinds: string[];
};

const copyScript = defineScript(`
local value = redis.call('GET', KEYS[1])
if value then redis.call('SET', KEYS[2], value) else redis.call('DEL', KEYS[2]) end
return 1
`);

/** The script's reply, and the number of its commands. */
type Counted = [raw: string, calls: number];

/** Commands that the count inside the script lacks: EVALSHA, and TIME, which virtual time replaces. */
const NOT_COUNTED = 2;

/** A real store in virtual time, with faults. */
export type SharedStore = {
  /** The store as one process reaches it: over the network, by the store's own clock. */
  storeFor(process: Process): Store;
  /** The store's clock, ms. */
  now(): number;
  stepBack(milliseconds: number): void;
  /**
   * The clock jumps ahead before the next step of a process that stepped recently. Until that
   * process has reported the jump, no new process steps. A jump that no process can notice is a
   * known limit (see docs/limits.md).
   */
  stepAhead(milliseconds: number): void;
  keepCopy(): Promise<void>;
  /**
   * Loses everything written since the copy, before the next step whose sender has seen more than
   * the copy. A sender that saw nothing newer could not notice the loss.
   */
  fallBack(): void;
  wipe(): Promise<void>;
};

type Parts = {
  store: Store;
  schedule: Schedule;
  network: Network;
  ledger: Ledger;
  /** Changes the text of the script. */
  rewrite: (text: string) => string;
};

export function createSharedStore(parts: Parts): SharedStore {
  const { store, schedule, network, ledger } = parts;
  const rewritten = memoize(parts.rewrite);
  let offset = 0;
  let sequence = 0;
  let copySequence: number | null = null;
  let fallsBack = false;
  const clockAhead = createClockAhead(schedule);

  const now = () => Math.round(VIRTUAL_START + schedule.now() + offset);
  const copy = (from: string, to: string) => runSurely(store, copyScript, [from, to], []);

  /** Null: no answer. */
  function receive(
    process: Process,
    script: Script,
    keys: string[],
    args: string[],
  ): Promise<unknown> | null {
    const sent = JSON.parse(args[0] ?? "") as SentStep;
    const ahead = clockAhead.comes(process, sent.lost);
    if (ahead === null) return null;
    if (ahead > 0) {
      offset += ahead;
      ledger.clockRanAhead(ahead);
    }
    return execute(sent, script, keys, args);
  }

  async function execute(
    sent: SentStep,
    script: Script,
    keys: string[],
    args: string[],
  ): Promise<unknown> {
    if (fallsBack && copySequence !== null && sent.seen > copySequence) {
      await copy(COPY_KEY, GATE_KEY);
      fallsBack = false;
      schedule.log("the store falls back to its copy");
      ledger.lostWrites(copySequence);
    }
    const at = [...args, String(now())];
    const counted = (await runSurely(store, rewritten(script), keys, at)) as Counted;
    const [raw, calls] = counted;
    const reply = stepReplySchema.parse(JSON.parse(raw));
    if (reply.kind !== "done") return raw;
    sequence = reply.sequence;
    ledger.stepped(sent, reply);
    ledger.billed(calls + NOT_COUNTED);
    return raw;
  }

  return {
    storeFor: (process) => ({
      ...store,
      run: (script, keys, args, timeoutMs) =>
        network.request(
          process,
          () => receive(process, script, keys, args),
          timeoutMs,
          () => new StoreFault("timeout"),
        ),
    }),
    now,
    stepBack: (milliseconds) => {
      schedule.log(`the store's clock goes back ${Math.round(milliseconds)} ms`);
      offset -= milliseconds;
      ledger.clockWentBack();
    },
    stepAhead: clockAhead.wait,
    async keepCopy() {
      if (fallsBack) return;
      await copy(GATE_KEY, COPY_KEY);
      copySequence = sequence;
    },
    fallBack: () => {
      fallsBack = true;
    },
    async wipe() {
      schedule.log("the store is emptied");
      await store.redis.del(GATE_KEY);
      ledger.lostWrites(0);
    },
  };
}

/** The unchanged script, wrapped so that it also returns its number of commands. */
function countingCalls(text: string): string {
  return `local calls, plain = 0, redis
local redis = { call = function(...) calls = calls + 1; return plain.call(...) end }
local function whole()${text.replace(/^#![^\n]*/, "")}
end
local reply = whole()
return { reply, calls }`;
}

function memoize(rewrite: (text: string) => string): (script: Script) => Script {
  const known = new Map<string, Script>();
  return (script) => {
    const found = known.get(script.sha) ?? defineScript(countingCalls(rewrite(script.text)));
    known.set(script.sha, found);
    return found;
  };
}

/**
 * Runs a script, again if a busy machine was too slow: such delays are not part of the simulation.
 * That is safe, because a step may be replayed.
 */
async function runSurely(
  store: Store,
  script: Script,
  keys: string[],
  args: string[],
): Promise<unknown> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await store.run(script, keys, args, storePolicy.requestBudgetMs);
    } catch (fault) {
      if (tries === 20) throw fault;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
}
