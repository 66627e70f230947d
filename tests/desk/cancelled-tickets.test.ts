import { expect, test } from "vitest";
import { createCancelledTickets } from "@/lib/desk/base/cancelled-tickets";
import { createManualClock } from "../http/manual-clock";

const MINUTE = 60_000;

test("forgets older tickets even if one is canceled twice", async () => {
  const clock = createManualClock();
  const cancelled = createCancelledTickets(clock);
  const ticket = (sequence: number) => ({
    caller: "cAAAAAAAAAAAA",
    key: "v1/gex/SPY",
    priority: 4,
    since: 0,
    sequence,
  });
  const [again, once] = [ticket(1), ticket(2)];
  cancelled.note(again);
  cancelled.note(once);
  await clock.advance(9 * MINUTE);
  cancelled.note(again);
  await clock.advance(2 * MINUTE);
  expect([cancelled.has(again), cancelled.has(once)]).toEqual([true, false]);
  await clock.advance(9 * MINUTE);
  expect(cancelled.has(again)).toBe(false);
});
