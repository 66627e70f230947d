import { expect, test } from "vitest";
import { jsonAnswer } from "@/lib/http/answer/answer";
import { jsonPieces, streamedJsonAnswer } from "@/lib/http/answer/stream-json";
import { httpPolicy } from "@/lib/policy";

const row = {
  symbol: "SPY",
  points: Array.from({ length: 1_000 }, (_, at) => ({ at, net: null })),
};
const bodies: [string, object][] = [
  ["nothing", {}],
  ["an empty list", { rows: [] }],
  ["what is left out", { a: undefined, b: 1, c: undefined, d: null }],
  ["names and texts that are escaped", { 'a"b\u2028': 'c"\n', list: ['"', null, 1, [1, [2]]] }],
  [
    "a whole scan",
    { scan: "id", rows: Array(200).fill(row), lastEventId: "3-abc", quota: { a: 1 } },
  ],
];

test.each(bodies)("%s: the same text as at once", async (_, body) => {
  const headers = { "x-one": "1" };
  const [streamed, whole] = [streamedJsonAnswer(body, { headers }), jsonAnswer(body, { headers })];
  expect(await streamed.text()).toBe(JSON.stringify(body));
  expect([...streamed.headers]).toEqual([...whole.headers]);
  expect(streamed.status).toBe(whole.status);
});

test("writes pieces of about one row, each only on request", async () => {
  const size = JSON.stringify(row).length;
  const read: number[] = [];
  const rows = Array.from({ length: 200 }, (_, index) => ({
    toJSON() {
      read.push(index);
      return row;
    },
  }));
  for (const piece of jsonPieces({ rows })) {
    expect(piece.length).toBeLessThan(httpPolicy.streamedPieceCharacters + size + 100);
  }
  read.length = 0;
  const reader = streamedJsonAnswer({ rows }).body?.getReader();
  await reader?.read();
  expect(read.length).toBeLessThan(10);
  await reader?.cancel();
  expect(read.length).toBeLessThan(10);
});
