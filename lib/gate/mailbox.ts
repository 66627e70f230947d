import type { Look } from "./look";
import {
  type Ask,
  type Control,
  type Entered,
  emptyStep,
  type Place,
  type Step,
  type StepReply,
} from "./step";

/** Asks in one step: what arrives while a step is under way goes together with the next. */
const ASKS_PER_STEP = 200;

type Resolvers<T> = { resolve(value: T): void; reject(fault: unknown): void };
type WaitingAsk = Resolvers<{ entered: Entered; look: Look }> & { ask: Ask; seen: number };
type WaitingLook = Resolvers<Look> & { mine: string };
type WaitingLeave = Resolvers<void> & { place: Place };
type WaitingControl = Resolvers<Look> & { act: Control };

/** What callers of this instance want of the gate, gathered for its next step. */
export function createMailbox() {
  let asks: WaitingAsk[] = [];
  let looks: WaitingLook[] = [];
  let leaves: WaitingLeave[] = [];
  let controls: WaitingControl[] = [];

  return {
    size: () => asks.length + looks.length + leaves.length + controls.length,
    ask: (ask: Ask, seen: number) =>
      new Promise<{ entered: Entered; look: Look }>((resolve, reject) => {
        asks.push({ ask, seen, resolve, reject });
      }),
    look: (mine: string) =>
      new Promise<Look>((resolve, reject) => {
        looks.push({ mine, resolve, reject });
      }),
    leave: (place: Place) =>
      new Promise<void>((resolve, reject) => {
        leaves.push({ place, resolve, reject });
      }),
    control: (act: Control) =>
      new Promise<Look>((resolve, reject) => {
        controls.push({ act, resolve, reject });
      }),
    /** The next step's part of it, and what to do with the reply or with its absence. */
    take() {
      const takenAsks = asks.slice(0, ASKS_PER_STEP);
      asks = asks.slice(ASKS_PER_STEP);
      // One caller's tickets can be listed a step; those who want only the line take any.
      const mine = looks.find((look) => look.mine !== "")?.mine ?? "";
      const takenLooks = looks.filter((look) => look.mine === "" || look.mine === mine);
      looks = looks.filter((look) => !takenLooks.includes(look));
      const takenLeaves = leaves;
      leaves = [];
      const takenControls = controls;
      controls = [];
      const step: Step = {
        ...emptyStep,
        enter: takenAsks.map(({ ask }) => ask),
        seen: Math.max(0, ...takenAsks.map(({ seen }) => seen)),
        leave: takenLeaves.map(({ place }) => place),
        control: takenControls.map(({ act }) => act),
        mine,
      };
      return {
        step,
        resolve(reply: StepReply, look: Look): void {
          takenAsks.forEach((waiting, index) => {
            const entered = reply.entered[index];
            if (entered) waiting.resolve({ entered, look });
          });
          for (const waiting of [...takenLooks, ...takenControls]) waiting.resolve(look);
          for (const waiting of takenLeaves) waiting.resolve();
        },
        reject(fault: unknown): void {
          const all = [...takenAsks, ...takenLooks, ...takenLeaves, ...takenControls];
          for (const waiting of all) waiting.reject(fault);
        },
      };
    },
  };
}
