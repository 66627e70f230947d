import { expect, test } from "vitest";
import { findScenes } from "./scenes";

test("finds a scene by its name, and scenes by their group", () => {
  expect(findScenes("clicks-6")).toEqual(["clicks-6"]);
  expect(findScenes("faults")).toEqual(["faults"]);
  expect(findScenes("scans")).toHaveLength(9);
});

test("refuses an unknown name and lists the known ones", () => {
  expect(() => findScenes("scams")).toThrow('no scene "scams": faults, sleeps, late,');
  expect(() => findScenes("toString")).toThrow("no scene");
});
