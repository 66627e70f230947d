import { expect, test } from "vitest";
import { afterFirst } from "@/lib/client/tab/first-request";

/** Requests in the order they left, each answered by hand. */
function createLine() {
  const left: string[] = [];
  const answers: (() => void)[] = [];
  const waits: (() => void)[] = [];
  const fetch = afterFirst(
    (path) => {
      left.push(path);
      return new Promise((resolve) => answers.push(() => resolve(new Response())));
    },
    () => new Promise((resolve) => waits.push(resolve)),
  );
  return { left, answers, waits, fetch };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

test("later requests leave once the first is answered", async () => {
  const { left, answers, fetch } = createLine();
  const first = fetch("/first");
  void fetch("/second");
  void fetch("/third");
  await settle();
  expect(left).toEqual(["/first"]);
  answers[0]?.();
  await first;
  await settle();
  expect(left).toEqual(["/first", "/second", "/third"]);
});

test("a slow first answer does not delay other requests", async () => {
  const { left, waits, fetch } = createLine();
  void fetch("/slow");
  void fetch("/second");
  waits[0]?.();
  await settle();
  expect(left).toEqual(["/slow", "/second"]);
});
