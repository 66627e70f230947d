import { type Step, stepReplySchema } from "@/lib/gate/step";
import { storePolicy } from "@/lib/policy";
import { defineScript } from "@/lib/redis/script";
import { type Script, type Store, StoreFault } from "@/lib/redis/store";
import { VIRTUAL_START } from "../support/virtual-time";
import { createClockAhead } from "./clock-ahead";
import type { Ledger } from "./ledger";
import type { Network } from "./network";
import type { Process } from "./process";
import type { Schedule } from "./schedule";

export const GATE_KEY = "gammagate:gate:simulation";
const COPY_KEY = "gammagate:copy:simulation";

/** The step as it travels: what the gate adds to what was asked of it. */
export type SentStep = Step & {
  instance: string;
  lost: boolean;
  request: string;
  configuration: { hold: number };
};

const copyScript = defineScript(`
local value = redis.call('GET', KEYS[1])
if value then redis.call('SET', KEYS[2], value) else redis.call('DEL', KEYS[2]) end
return 1
`);

/** The script's reply, and how many commands it gave the store. */
type Counted = [raw: string, calls: number];

/** EVALSHA itself, and TIME, which virtual time stands in for. */
const NOT_COUNTED = 2;

/** A real store in virtual time, and what can happen to it. */
export type SharedStore = {
  /** It as one process reaches it: over the network, by the store's own clock. */
  storeFor(process: Process): Store;
  /** The store's clock, ms. */
  now(): number;
  stepBack(milliseconds: number): void;
  /**
   * It happens before the next step of a process that has looked lately, and until that is told to
   * the store nobody comes who was never there: what nobody can notice is not promised.
   */
  stepAhead(milliseconds: number): void;
  keepCopy(): Promise<void>;
  /**
   * Everything written since the copy is lost. It happens before the next step whose sender has seen
   * more than the copy: a loss that is first met by one who saw nothing of it cannot be noticed.
   */
  fallBack(): void;
  wipe(): Promise<void>;
};

type Parts = {
  store: Store;
  schedule: Schedule;
  network: Network;
  ledger: Ledger;
  /** Breaks a rule of the script on purpose. */
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

  /** Null: it is not answered. */
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
      schedule.tell("the store falls back to its copy");
      ledger.lostWrites();
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
      schedule.tell(`the store's clock goes back ${Math.round(milliseconds)} ms`);
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
      schedule.tell("the store is emptied");
      await store.redis.del(GATE_KEY);
      ledger.lostWrites();
    },
  };
}

/** The same script, word for word, that also says how many commands it gave. */
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

/** A machine too busy to answer in time is no part of the simulation; a step may be replayed. */
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
      if (tries === 5) throw fault;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
}
