import { expect, test } from "vitest";
import { type PageFigures, SCORE_LEAST, shortfalls } from "./judge";

const page: PageFigures = {
  path: "/",
  performance: SCORE_LEAST,
  accessibility: 100,
  bestPractices: 100,
  shift: 0.019,
};

test("a page that has enough of everything does not fall short", () => {
  expect(shortfalls([page])).toEqual([]);
});

test("reports each missed target with its page", () => {
  expect(shortfalls([page, { ...page, path: "/scanner", performance: 94, shift: 0.02 }])).toEqual([
    "/scanner: performance 94 of 95",
    "/scanner: layout shift 0.02, not under 0.02",
  ]);
});

test("a figure that was not had is a missed one", () => {
  const none = { ...page, accessibility: Number.NaN, shift: Number.NaN };
  expect(shortfalls([none])).toHaveLength(2);
});
