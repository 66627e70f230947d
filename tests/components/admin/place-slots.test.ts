import { expect, test } from "vitest";
import { placeSlots, slotId } from "@/components/admin/place-slots";
import { slotFrame } from "@/components/admin/slot-frame";
import { holders, slotText } from "@/components/admin/slot-words";
import type { Slot } from "@/lib/contract/dashboard-line";
import { dashboardFixture } from "../../support/dashboard-fixture";
import { NOW } from "../../support/snapshot-fixture";

const [base] = dashboardFixture().slots;

function slot(second: number, caller = "one"): Slot {
  if (base === undefined) throw new Error("the fixture has slots");
  const grantedAt = new Date(NOW + second * 1_000).toISOString();
  return { ...base, grantedAt, caller, label: `Browser ${caller}` };
}

const rows = (slots: readonly Slot[], placed: ReadonlyMap<string, number>) =>
  slots.map((one) => placed.get(slotId(one)));

test("a slot keeps its row while it counts, and a new one takes the first that is free", () => {
  const [a, b, c, d, e] = [1, 2, 3, 4, 5].map((second) => slot(second)) as [
    Slot,
    Slot,
    Slot,
    Slot,
    Slot,
  ];
  const first = placeSlots([a, b, c], new Map());
  expect(rows([a, b, c], first)).toEqual([0, 1, 2]);
  const second = placeSlots([b, c, d], first);
  expect(rows([b, c, d], second)).toEqual([1, 2, 0]);
  const third = placeSlots([c, d, e], second);
  expect(rows([c, d, e], third)).toEqual([2, 0, 1]);
  expect(placeSlots([], third).size).toBe(0);
});

test("the frame stands still for half a window, and holds all that counts around now", () => {
  const windowMs = 60_000;
  const at = slotFrame(NOW, windowMs);
  expect(slotFrame(NOW + 1_000, windowMs)).toEqual(at);
  for (let second = 0; second < 90; second += 1) {
    const now = NOW + second * 1_000;
    const { from, to } = slotFrame(now, windowMs);
    expect(from).toBeLessThan(now - windowMs);
    expect(to).toBeGreaterThan(now + windowMs);
  }
});

test("holders are told most first, and a slot is read out with times that stand still", () => {
  const slots = [slot(1, "a"), slot(2, "b"), slot(3, "b")];
  expect(holders(slots).map(({ caller, held }) => [caller, held])).toEqual([
    ["b", 2],
    ["a", 1],
  ]);
  expect(slotText(dashboardFixture().slots[3])).toBe(
    "QQQ curve for Browser b04412, under way, granted 10:42:16, frees about 10:43:16 New York time",
  );
  expect(slotText(undefined)).toBe("No call counts now");
});
