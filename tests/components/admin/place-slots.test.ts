import { expect, test } from "vitest";
import { placeSlots, slotId } from "@/components/admin/window/place-slots";
import { slotFrame } from "@/components/admin/window/slot-frame";
import { holders, slotText } from "@/components/admin/window/slot-words";
import type { Slot } from "@/lib/contract/admin/dashboard-line";
import { dashboardFixture } from "../../support/visitors/dashboard-fixture";
import { NOW } from "../../support/visitors/snapshot-fixture";

const [base] = dashboardFixture().slots;

function slot(second: number, caller = "one"): Slot {
  if (base === undefined) throw new Error("the fixture has slots");
  const grantedAt = new Date(NOW + second * 1_000).toISOString();
  return { ...base, grantedAt, caller, label: `Browser ${caller}` };
}

const rows = (slots: readonly Slot[], placed: ReadonlyMap<string, number>) =>
  slots.map((one) => placed.get(slotId(one)));

test("keeps a slot's row while it counts, then reuses it", () => {
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

test("keeps the frame still for half a window, around all slots", () => {
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

test("names the top holders first and reads slots at fixed times", () => {
  const slots = [slot(1, "a"), slot(2, "b"), slot(3, "b")];
  expect(holders(slots).map(({ caller, held }) => [caller, held])).toEqual([
    ["b", 2],
    ["a", 1],
  ]);
  expect(slotText(dashboardFixture().slots[3])).toBe(
    "QQQ curve for Browser b04412, in flight, granted 10:42:16, free at about 10:43:16 New York time",
  );
  expect(slotText(undefined)).toBe("No slots in use");
});
