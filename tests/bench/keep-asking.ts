import type { Clock } from "@/lib/clock";
import type { Rule, Wanted } from "./contenders/contender";
import type { Asked } from "./played";

/** Queued calls of one process. Four processes always want more than a window allows. */
export const KEPT_IN_LINE = 8;
/** Interval between the clicks of one process, in windows. */
export const CLICK_EVERY_WINDOWS = 2 / 3;
export const LINE_PRIORITY = 5;
export const CLICK_PRIORITY = 2;

type Parts = {
  /** 0, 1, …: the processes click in turn. */
  number: number;
  processes: number;
  rule: Rule;
  clock: Clock;
  call(wanted: Wanted): Promise<void>;
  report(asked: Asked): void;
};

/**
 * The endless demand of one process: one caller who wants the next item as soon as one landed, and
 * other callers who click now and then.
 */
export function keepAsking({ number, processes, rule, clock, call, report: tell }: Parts): void {
  let count = 0;

  async function ask(priority: number, keeper?: string): Promise<void> {
    count += 1;
    const symbol = `P${number}N${count}`;
    const wanted = { symbol, priority, caller: keeper ?? `clicker-${symbol}` };
    tell({ ...wanted, at: performance.timeOrigin + performance.now() });
    await call(wanted);
  }

  async function keepInLine(): Promise<never> {
    for (;;) await ask(LINE_PRIORITY, `keeper-${number}`);
  }

  async function keepClicking(): Promise<never> {
    const everyMs = CLICK_EVERY_WINDOWS * rule.windowMs;
    await clock.sleep(((number + 1) / processes) * everyMs);
    for (;;) {
      void ask(CLICK_PRIORITY);
      await clock.sleep(everyMs);
    }
  }

  for (let place = 0; place < KEPT_IN_LINE; place += 1) void keepInLine();
  void keepClicking();
}
