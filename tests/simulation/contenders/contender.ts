import type { Clock } from "@/lib/clock";
import { createGate, type Gate, type GateConfiguration } from "@/lib/gate/create-gate";
import type { Store } from "@/lib/redis/store";
import { virtualClockLua } from "../../support/store/virtual-time";
import type { ForeignCalls } from "../executor";
import type { Network } from "../faults/network";
import type { Process } from "../faults/process";
import type { Ledger } from "../judge/ledger";
import type { Schedule } from "../schedule";
import { GATE_KEY, type SharedStore } from "../shared-store";
import type { CallEnding } from "../wire";
import type { Scene } from "../workloads/scenes";

/** What a contender may use. */
export type Ground = {
  store: Store;
  shared: SharedStore;
  network: Network;
  schedule: Schedule;
  ledger: Ledger;
};

/** The part of a run that grants calls: our gate or another one, with the same pump. */
export type Contender = {
  name: string;
  /** Changes the text of our script. The text to replace must exist. */
  rewrite(text: string): string;
  /** How long a run waits for open requests after the last request, ms. Default: as for our gate. */
  drainMs?: number;
  /** The clock of its executor. Default: the clock of the process. */
  executorClock?(clock: Clock): Clock;
  /** How its executor abandons a call. Default: by a reset. */
  ending?: CallEnding;
  /** What its executor does with a call of another API. Default: leaves it to other instances. */
  foreignCalls?: ForeignCalls;
  /**
   * For a control: the scene that must expose it (default: the one with every fault), and the
   * broken promise that exposes it (default: too many arrivals).
   */
  shows?: { scene: Scene; sentence?: RegExp };
  /** Runs once per run. The returned function makes one process's gate. */
  start(ground: Ground): (process: Process, configuration: GateConfiguration) => Gate;
};

const gateOnScript: Contender["start"] =
  ({ shared }) =>
  (process, configuration) =>
    createGate({
      store: shared.storeFor(process),
      key: GATE_KEY,
      configuration,
      clock: process.clock,
      clockLua: virtualClockLua,
    });

export const ourGate: Contender = {
  name: "our gate",
  rewrite: (text) => text,
  start: gateOnScript,
};

/** Creates our gate with one rule of its script changed. */
export function mutant(name: string, ...changes: [from: string, to: string][]): Contender {
  return {
    name,
    start: gateOnScript,
    rewrite: (text) => changes.reduce((before, [from, to]) => swap(before, from, to), text),
  };
}

function swap(text: string, from: string, to: string): string {
  if (!text.includes(from)) throw new Error(`The script has no "${from}" to change`);
  return text.replace(from, () => to);
}

/** An exact rolling log that counts a call from its grant, as most limiters do. */
export const grantStamped = mutant(
  "a grant-stamped log",
  [
    "if slot[SLOT_SETTLED] > 0 then return slot[SLOT_SETTLED] end",
    "if slot[SLOT_SETTLED] > 0 then return slot[SLOT_GRANTED] end",
  ],
  ["local stamp = slot[SLOT_GRANTED] + slot[SLOT_HOLD]", "local stamp = slot[SLOT_GRANTED]"],
);

/** An aborted or unsettled call returns its slot. */
export const abortFreesSlot = mutant("abort frees the slot", [
  "if call.slot == 'unsent' then",
  "if call.slot ~= 'arrived' then",
]);
