import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { spreadLabels } from "@/components/charts/spread-labels";

const room = { gap: 28, from: 14, to: 500 };

describe("labels", () => {
  test("stand where they want to while there is room", () => {
    expect(spreadLabels([300, 100, 200], room)).toEqual([300, 100, 200]);
  });

  test("stack in their order when they want the same place", () => {
    expect(spreadLabels([100, 100, 110], room)).toEqual([100, 128, 156]);
  });

  test("move back into the drawing from its end", () => {
    expect(spreadLabels([498, 500], room)).toEqual([472, 500]);
  });

  test("never overlap or leave the drawing, as long as they fit", () => {
    const wanted = fc.array(fc.double({ min: -1_000, max: 2_000, noNaN: true }), { maxLength: 10 });
    fc.assert(
      fc.property(wanted, (places) => {
        const placed = spreadLabels(places, room).toSorted((one, other) => one - other);
        placed.forEach((place, index) => {
          expect(place).toBeGreaterThanOrEqual(room.from - 1e-6);
          expect(place).toBeLessThanOrEqual(room.to + 1e-6);
          if (index > 0) {
            expect(place - (placed[index - 1] ?? 0)).toBeGreaterThanOrEqual(room.gap - 1e-6);
          }
        });
      }),
    );
  });
});
