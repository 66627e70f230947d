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

type WantedLook = Resolvers<Look> & { mine: string };

/** What is wanted, by its kind, each with the way to answer it. */
type Boxes = {
  asks: (Resolvers<Answer> & { ask: Ask; seen: number })[];
  looks: WantedLook[];
  /** Looks that go with whatever step comes next; `dueAt` asks for one (monotonic ms). */
  later: (WantedLook & { dueAt: number })[];
  details: Resolvers<DetailedLook>[];
  leaves: (Resolvers<void> & { place: Place })[];
  controls: (Resolvers<Look> & { act: Control })[];
};

const empty = (): Boxes => ({
  ...{ asks: [], looks: [], later: [], details: [], leaves: [], controls: [] },
});

/** What callers of this instance want of the gate, gathered for its next step; `wake` asks for one. */
export function createMailbox(wake: () => void) {
  let boxes = empty();
  const post = <T>(put: (answer: Resolvers<T>) => void) =>
    new Promise<T>((resolve, reject) => {
      put({ resolve, reject });
      wake();
    });

  return {
    /** When the next step is wanted, monotonic ms: at once, or as late as the looks allow that can wait. */
    dueAt(): number {
      const { later, ...atOnce } = boxes;
      if (Object.values(atOnce).some(({ length }) => length > 0)) return Number.NEGATIVE_INFINITY;
      return Math.min(Number.POSITIVE_INFINITY, ...later.map(({ dueAt }) => dueAt));
    },
    ask: (ask: Ask, seen: number) =>
      post<Answer>((answer) => boxes.asks.push({ ask, seen, ...answer })),
    look: (mine: string) => post<Look>((answer) => boxes.looks.push({ mine, ...answer })),
    /** Null when `signal` aborts first. */
    lookLater: (mine: string, dueAt: number, signal: AbortSignal) =>
      post<Look | null>(({ resolve, reject }) => {
        const withdraw = () => {
          boxes.later = boxes.later.filter((other) => other !== look);
          resolve(null);
        };
        const heard = (how: () => void) => {
          signal.removeEventListener("abort", withdraw);
          how();
        };
        const look: Boxes["later"][number] = {
          ...{ mine, dueAt },
          resolve: (seen) => heard(() => resolve(seen)),
          reject: (fault) => heard(() => reject(fault)),
        };
        if (signal.aborted) return resolve(null);
        signal.addEventListener("abort", withdraw, { once: true });
        boxes.later.push(look);
      }),
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

function split(boxes: Boxes): { taken: Boxes; left: Boxes } {
  const { asks } = boxes;
  return {
    taken: { ...boxes, asks: asks.slice(0, ASKS_PER_STEP) },
    left: { ...empty(), asks: asks.slice(ASKS_PER_STEP) },
  };
}

/** Whose tickets are wanted: each once. */
const callersOf = ({ looks, later }: Boxes) => [
  ...new Set([...looks, ...later].flatMap(({ mine }) => mine || [])),
];

function stepOf(taken: Boxes): Step {
  return {
    ...emptyStep,
    enter: taken.asks.map(({ ask }) => ask),
    seen: Math.max(0, ...taken.asks.map(({ seen }) => seen)),
    leave: taken.leaves.map(({ place }) => place),
    control: taken.controls.map(({ act }) => act),
    mine: callersOf(taken),
    detail: taken.details.length > 0,
  };
}

function answerAll(taken: Boxes, reply: StepReply, look: Look): void {
  taken.asks.forEach((waiting, index) => {
    const entered = reply.entered[index];
    if (entered) waiting.resolve({ entered, look });
  });
  const mineOf = new Map(callersOf(taken).map((caller, index) => [caller, reply.mine[index]]));
  for (const waiting of [...taken.looks, ...taken.later]) {
    waiting.resolve({ ...look, mine: mineOf.get(waiting.mine) ?? [] });
  }
  for (const waiting of taken.controls) waiting.resolve(look);
  for (const waiting of taken.details) {
    waiting.resolve({ ...look, detail: detailOf(reply.detail, look) });
  }
  for (const waiting of taken.leaves) waiting.resolve();
}
