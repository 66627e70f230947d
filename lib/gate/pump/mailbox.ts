import type { DetailedGateSnapshot, GateSnapshot } from "@/lib/gate/gate-snapshot";
import { detailOf } from "@/lib/gate/quote/detail";
import {
  type Ask,
  type Control,
  type Entered,
  emptyStep,
  type Place,
  type Step,
  type StepReply,
} from "@/lib/gate/step";

/** Most requests in one step. Requests that arrive during a step go with the next one. */
const ASKS_PER_STEP = 200;

type Resolvers<T> = { resolve(value: T): void; reject(fault: unknown): void };
type Answer = { entered: Entered; gateSnapshot: GateSnapshot };

type WantedLook = Resolvers<GateSnapshot> & { mine: string };

/** Pending requests by kind, each with its resolvers. */
type Boxes = {
  asks: (Resolvers<Answer> & { ask: Ask; seen: number })[];
  looks: WantedLook[];
  /** Reads that can wait for the next step. `dueAt`: when they need a step, monotonic ms. */
  later: (WantedLook & { dueAt: number })[];
  details: Resolvers<DetailedGateSnapshot>[];
  leaves: (Resolvers<void> & { place: Place })[];
  controls: (Resolvers<GateSnapshot> & { act: Control })[];
};

const empty = (): Boxes => ({
  asks: [],
  looks: [],
  later: [],
  details: [],
  leaves: [],
  controls: [],
});

/** Collects the requests of this instance for its next step. `wake` starts the pump. */
export function createMailbox(wake: () => void) {
  let boxes = empty();
  const post = <T>(put: (answer: Resolvers<T>) => void) =>
    new Promise<T>((resolve, reject) => {
      put({ resolve, reject });
      wake();
    });

  return {
    /**
     * When the next step is needed, monotonic ms: at once, or when the first deferred read is due.
     */
    dueAt(): number {
      const { later, ...atOnce } = boxes;
      if (Object.values(atOnce).some(({ length }) => length > 0)) return Number.NEGATIVE_INFINITY;
      return Math.min(Number.POSITIVE_INFINITY, ...later.map(({ dueAt }) => dueAt));
    },
    ask: (ask: Ask, seen: number) =>
      post<Answer>((answer) => boxes.asks.push({ ask, seen, ...answer })),
    snapshot: (mine: string) =>
      post<GateSnapshot>((answer) => boxes.looks.push({ mine, ...answer })),
    /** Null when `signal` aborts first. */
    snapshotLater: (mine: string, dueAt: number, signal: AbortSignal) =>
      post<GateSnapshot | null>(({ resolve, reject }) => {
        const withdraw = () => {
          boxes.later = boxes.later.filter((other) => other !== snapshot);
          resolve(null);
        };
        const settle = (how: () => void) => {
          signal.removeEventListener("abort", withdraw);
          how();
        };
        const snapshot: Boxes["later"][number] = {
          mine,
          dueAt,
          resolve: (seen) => settle(() => resolve(seen)),
          reject: (fault) => settle(() => reject(fault)),
        };
        if (signal.aborted) return resolve(null);
        signal.addEventListener("abort", withdraw, { once: true });
        boxes.later.push(snapshot);
      }),
    detail: () => post<DetailedGateSnapshot>((answer) => boxes.details.push(answer)),
    cancel: (place: Place) => post<void>((answer) => boxes.leaves.push({ place, ...answer })),
    control: (act: Control) =>
      post<GateSnapshot>((answer) => boxes.controls.push({ act, ...answer })),
    /** Takes the requests for the next step. Call `resolve` with its reply, or `reject`. */
    take() {
      const { taken, left } = split(boxes);
      boxes = left;
      return {
        step: stepOf(taken),
        resolve: (reply: StepReply, snapshot: GateSnapshot) => answerAll(taken, reply, snapshot),
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

/** The callers whose tickets are wanted, each once. */
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

function answerAll(taken: Boxes, reply: StepReply, snapshot: GateSnapshot): void {
  taken.asks.forEach((waiting, index) => {
    const entered = reply.entered[index];
    if (entered) waiting.resolve({ entered, gateSnapshot: snapshot });
  });
  const mineOf = new Map(callersOf(taken).map((caller, index) => [caller, reply.mine[index]]));
  for (const waiting of [...taken.looks, ...taken.later]) {
    waiting.resolve({ ...snapshot, mine: mineOf.get(waiting.mine) ?? [] });
  }
  for (const waiting of taken.controls) waiting.resolve(snapshot);
  for (const waiting of taken.details) {
    waiting.resolve({ ...snapshot, detail: detailOf(reply.detail, snapshot) });
  }
  for (const waiting of taken.leaves) waiting.resolve();
}
