import { createGate, type Gate, type GateConfiguration } from "@/lib/gate/create-gate";
import type { Store } from "@/lib/redis/store";
import { virtualClockLua } from "../support/virtual-time";
import type { Ledger } from "./ledger";
import type { Network } from "./network";
import type { Process } from "./process";
import type { Schedule } from "./schedule";
import { GATE_KEY, type SharedStore } from "./shared-store";

/** What a contender may use. */
export type Ground = {
  store: Store;
  shared: SharedStore;
  network: Network;
  schedule: Schedule;
  ledger: Ledger;
};

/** What grants calls in a run: our gate, or another way of doing it, under the same pump. */
export type Contender = {
  name: string;
  /** Changes the text of our script; what it looks for must be there. */
  rewrite(text: string): string;
  /** How long its runs wait for open requests after the last ask, if not as long as ours. */
  drainMs?: number;
  /** One for each run; the function it returns makes one process's gate. */
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

/** Our script with one rule changed. */
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
  ["return slot[SLOT_SETTLED] + state.window", "return slot[SLOT_GRANTED] + state.window"],
  [
    "return slot[SLOT_GRANTED] + slot[SLOT_HOLD] + state.window",
    "return slot[SLOT_GRANTED] + state.window",
  ],
);

/** A call that was aborted, or never heard of again, gives its slot back. */
export const abortFreesSlot = mutant("abort frees the slot", [
  "if call.slot == 'unsent' then",
  "if call.slot ~= 'arrived' then",
]);
