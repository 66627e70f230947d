import { detailOf } from "./detail";
import type { DetailedLook, Look } from "./look";
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
type Answer = { entered: Entered; look: Look };

/** What is wanted, by its kind, each with the way to answer it. */
type Boxes = {
  asks: (Resolvers<Answer> & { ask: Ask; seen: number })[];
  looks: (Resolvers<Look> & { mine: string })[];
  details: Resolvers<DetailedLook>[];
  leaves: (Resolvers<void> & { place: Place })[];
  controls: (Resolvers<Look> & { act: Control })[];
};

const empty = (): Boxes => ({ asks: [], looks: [], details: [], leaves: [], controls: [] });

/** What callers of this instance want of the gate, gathered for its next step; `wake` asks for one. */
export function createMailbox(wake: () => void) {
  let boxes = empty();
  const post = <T>(put: (answer: Resolvers<T>) => void) =>
    new Promise<T>((resolve, reject) => {
      put({ resolve, reject });
      wake();
    });

  return {
    size: () => Object.values(boxes).reduce((sum, { length }) => sum + length, 0),
    ask: (ask: Ask, seen: number) =>
      post<Answer>((answer) => boxes.asks.push({ ask, seen, ...answer })),
    look: (mine: string) => post<Look>((answer) => boxes.looks.push({ mine, ...answer })),
    detail: () => post<DetailedLook>((answer) => boxes.details.push(answer)),
    leave: (place: Place) => post<void>((answer) => boxes.leaves.push({ place, ...answer })),
    control: (act: Control) => post<Look>((answer) => boxes.controls.push({ act, ...answer })),
    /** The next step's part of it, and what to do with the reply or with its absence. */
    take() {
      const { taken, left } = split(boxes);
      boxes = left;
      return {
        step: stepOf(taken),
        resolve: (reply: StepReply, look: Look) => answerAll(taken, reply, look),
        reject(fault: unknown): void {
          for (const waiting of Object.values(taken).flat()) waiting.reject(fault);
        },
      };
    },
  };
}

/** One caller's tickets can be listed a step; those who want only the line take any. */
const mineOf = ({ looks }: Boxes) => looks.find(({ mine }) => mine !== "")?.mine ?? "";

function split(boxes: Boxes): { taken: Boxes; left: Boxes } {
  const { asks, looks } = boxes;
  const mine = mineOf(boxes);
  const isTaken = (look: { mine: string }) => look.mine === "" || look.mine === mine;
  return {
    taken: { ...boxes, asks: asks.slice(0, ASKS_PER_STEP), looks: looks.filter(isTaken) },
    left: {
      ...empty(),
      asks: asks.slice(ASKS_PER_STEP),
      looks: looks.filter((look) => !isTaken(look)),
    },
  };
}

function stepOf(taken: Boxes): Step {
  return {
    ...emptyStep,
    enter: taken.asks.map(({ ask }) => ask),
    seen: Math.max(0, ...taken.asks.map(({ seen }) => seen)),
    leave: taken.leaves.map(({ place }) => place),
    control: taken.controls.map(({ act }) => act),
    mine: mineOf(taken),
    detail: taken.details.length > 0,
  };
}

function answerAll(taken: Boxes, reply: StepReply, look: Look): void {
  taken.asks.forEach((waiting, index) => {
    const entered = reply.entered[index];
    if (entered) waiting.resolve({ entered, look });
  });
  for (const waiting of [...taken.looks, ...taken.controls]) waiting.resolve(look);
  for (const waiting of taken.details) {
    waiting.resolve({ ...look, detail: detailOf(reply.detail, look) });
  }
  for (const waiting of taken.leaves) waiting.resolve();
}
