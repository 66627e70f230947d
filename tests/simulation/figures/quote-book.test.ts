import { expect, test } from "vitest";
import { createQuoteBook } from "./quote-book";

function bookAt() {
  const time = { now: 0 };
  return { time, book: createQuoteBook(() => time.now) };
}

test("counts a quote as kept within 10 % or 1 s", () => {
  const { time, book } = bookAt();
  // A 20 s quote is kept by 18 to 22 s, a 4 s quote by 3 to 5 s.
  for (const key of ["a", "b", "c", "d"]) book.given(key, "standard", 20_000);
  for (const key of ["e", "f", "g"]) book.given(key, "batch", 4_000);
  const grantedAt = { e: 2_999, f: 3_000, g: 5_000, a: 17_999, b: 18_000, c: 22_000, d: 22_001 };
  for (const [key, at] of Object.entries(grantedAt)) {
    time.now = at;
    book.granted(key);
  }
  expect(book.counts()).toEqual({
    interactive: { given: 0, kept: 0 },
    standard: { given: 4, kept: 2 },
    batch: { given: 3, kept: 2 },
  });
});

test("compares quotes with the grant, unless a newer job entered", () => {
  const { time, book } = bookAt();
  book.given("a", "interactive", 90_000);
  time.now = 10_000;
  book.arrived();
  book.given("a", "interactive", 5_000);
  time.now = 12_000;
  book.given("a", "interactive", 3_000);
  time.now = 15_000;
  book.granted("a");
  expect(book.counts().interactive).toEqual({ given: 2, kept: 2 });
});

test("ignores quotes of a job that has been granted", () => {
  const { book } = bookAt();
  book.granted("a");
  book.given("a", "batch", 60_000);
  book.granted("a");
  expect(book.counts().batch).toEqual({ given: 0, kept: 0 });
});
