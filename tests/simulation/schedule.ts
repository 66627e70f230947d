/** Runs events in virtual time, one after another. Events of the same time run as scheduled. */
export type Schedule = {
  /** Virtual ms since the start. */
  now(): number;
  /** Runs `action` after this time. Infinity: never. Returns a function that cancels it. */
  after(milliseconds: number, action: Action): () => void;
  /** Runs everything due up to `until`, then stays at that time. */
  runUntil(until: number): Promise<void>;
  /** Logs an event for readers of the run. */
  log(sentence: string): void;
};

type Action = () => void | Promise<void>;
type Event = { at: number; order: number; action: Action | null };

/** Receives each event with its virtual ms. */
export type Listener = (at: number, sentence: string) => void;

export function createSchedule(listener: Listener = () => undefined): Schedule {
  const heap: Event[] = [];
  let now = 0;
  let order = 0;

  function after(milliseconds: number, action: Action): () => void {
    if (!Number.isFinite(milliseconds)) return () => undefined;
    order += 1;
    const event: Event = { at: now + Math.max(0, milliseconds), order, action };
    push(heap, event);
    return () => {
      event.action = null;
    };
  }

  return {
    now: () => now,
    after,
    async runUntil(until) {
      for (let event = heap[0]; event && event.at <= until; event = heap[0]) {
        pop(heap);
        if (!event.action) continue;
        now = event.at;
        await event.action();
        await everythingThatFollows();
      }
      now = until;
    },
    log: (sentence) => listener(now, sentence),
  };
}

/** Resolves when all resumed code waits for virtual time again. */
function everythingThatFollows(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function isBefore(one: Event, other: Event): boolean {
  return one.at === other.at ? one.order < other.order : one.at < other.at;
}

function swap(heap: Event[], one: number, other: number): boolean {
  const [first, second] = [heap[one], heap[other]];
  if (!first || !second || !isBefore(first, second)) return false;
  heap[one] = second;
  heap[other] = first;
  return true;
}

function push(heap: Event[], event: Event): void {
  let at = heap.push(event) - 1;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (!swap(heap, at, parent)) return;
    at = parent;
  }
}

function pop(heap: Event[]): void {
  const last = heap.pop();
  if (!last || heap.length === 0) return;
  heap[0] = last;
  let at = 0;
  for (;;) {
    const [left, right] = [2 * at + 1, 2 * at + 2];
    const [leftEvent, rightEvent] = [heap[left], heap[right]];
    if (!leftEvent) return;
    const child = rightEvent && isBefore(rightEvent, leftEvent) ? right : left;
    if (!swap(heap, child, at)) return;
    at = child;
  }
}
