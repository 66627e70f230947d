import { expect, test } from "vitest";
import { createGivenUp } from "@/lib/desk/given-up";
import { createManualClock } from "../http/manual-clock";

const MINUTE = 60_000;

test("a ticket that is given up again keeps no older one from being forgotten", async () => {
  const clock = createManualClock();
  const givenUp = createGivenUp(clock);
  const ticket = (sequence: number) => ({
    ...{ caller: "cAAAAAAAAAAAA", key: "v1/gex/SPY", priority: 4, since: 0, sequence },
  });
  const [again, once] = [ticket(1), ticket(2)];
  givenUp.note(again);
  givenUp.note(once);
  await clock.advance(9 * MINUTE);
  givenUp.note(again);
  await clock.advance(2 * MINUTE);
  expect([givenUp.has(again), givenUp.has(once)]).toEqual([true, false]);
  await clock.advance(9 * MINUTE);
  expect(givenUp.has(again)).toBe(false);
});
