import { expect, test } from "vitest";
import { findScenes } from "./scenes";

test("a scene is found by its name, and those of a group by the group's", () => {
  expect(findScenes("clicks-6")).toEqual(["clicks-6"]);
  expect(findScenes("faults")).toEqual(["faults"]);
  expect(findScenes("scans")).toHaveLength(9);
});

test("a name that there is none of is refused with those that there are", () => {
  expect(() => findScenes("scams")).toThrow('no scene "scams": faults, line, clicks-1,');
  expect(() => findScenes("toString")).toThrow("no scene");
});
