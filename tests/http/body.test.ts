import { describe, expect, test } from "vitest";
import { z } from "zod";
import { ProblemError } from "@/lib/http/answer/problem-error";
import { readJson } from "@/lib/http/request/body";

const schema = z.strictObject({
  symbols: z.array(z.string()).min(1),
  "a/b~c": z.number().optional(),
});
const JSON_TYPE = { "content-type": "application/json" };

function post(body: BodyInit | null, headers: Record<string, string> = JSON_TYPE): Request {
  return new Request("http://127.0.0.1/api/refresh", {
    method: "POST",
    body,
    headers,
    ...(body instanceof ReadableStream ? { duplex: "half" } : {}),
  });
}

async function refusal(request: Request): Promise<ProblemError> {
  const outcome = await readJson(request, schema).catch((error: unknown) => error);
  if (outcome instanceof ProblemError) return outcome;
  throw new Error(`not refused: ${JSON.stringify(outcome)}`);
}

describe("a JSON body", () => {
  test("by its schema is read", async () => {
    expect(await readJson(post('{"symbols":["SPY"]}'), schema)).toEqual({ symbols: ["SPY"] });
    const typed = post('{"symbols":["SPY"]}', {
      "content-type": 'Application/JSON; charset="UTF-8"',
    });
    expect(await readJson(typed, schema)).toEqual({ symbols: ["SPY"] });
  });

  const deep = '{"symbols":[[[[[1]]]]]}';
  test.each([
    ["empty", ""],
    ["truncated", '{"symbols":["SPY"'],
    ["NaN", '{"symbols":NaN}'],
    ["Infinity", '{"symbols":[1e999'],
    ["not UTF-8", new Uint8Array([0x22, 0xff, 0x22])],
    ["depth 6", deep],
    ["a very deep one", "[".repeat(16_000) + "]".repeat(16_000)],
    ["__proto__", '{"__proto__":{"admin":true},"symbols":["SPY"]}'],
    ["__proto__ within", '{"symbols":[{"__proto__":1}]}'],
    ["unknown field", '{"symbols":["SPY"],"hunter22":1}'],
    ["missing", "{}"],
    ["empty list", '{"symbols":[]}'],
    ["string", '{"symbols":"SPY"}'],
    ["null", '{"symbols":null}'],
    ["array", "[]"],
    ["two values", "{}{}"],
  ])("%s is 400", async (_name, body) => {
    const error = await refusal(post(body));
    expect(error.slug).toBe("invalid-request");
    expect(JSON.stringify(error)).not.toContain("hunter22");
  });

  test("depth 5 is read", async () => {
    const five = z.unknown();
    expect(await readJson(post('{"a":[[[{"b":1}]]]}'), five)).toBeDefined();
    await expect(readJson(post('{"a":[[[[{}]]]]}'), five)).rejects.toThrow("nested");
  });

  test("errors point into the body", async () => {
    const error = await refusal(post('{"symbols":["SPY",5],"a/b~c":"x"}'));
    expect(error.extra.errors?.map(({ pointer }) => pointer)).toEqual(["#/symbols/1", "#/a~1b~0c"]);
  });

  test.each<[string, Record<string, string>]>([
    ["text", { "content-type": "text/plain" }],
    ["a form", { "content-type": "application/x-www-form-urlencoded" }],
    ["another JSON", { "content-type": "application/problem+json" }],
    ["other letters", { "content-type": "application/json; charset=utf-16" }],
    ["compressed", { ...JSON_TYPE, "content-encoding": "gzip" }],
  ])("%s is 415", async (_name, headers) => {
    expect((await refusal(post("{}", headers))).slug).toBe("unsupported-media-type");
  });

  test("a length over the cap is refused unread", async () => {
    const error = await refusal(post("{}", { ...JSON_TYPE, "content-length": "32769" }));
    expect([error.slug, error.extra.headers]).toEqual([
      "payload-too-large",
      { connection: "close" },
    ]);
  });

  test("32 KB exactly is read, one byte more is not", async () => {
    const filled = (bytes: number) => `{"symbols":["${"x".repeat(bytes - 16)}"]}`;
    expect(filled(32_768)).toHaveLength(32_768);
    expect(await readJson(post(filled(32_768)), schema)).toBeDefined();
    expect((await refusal(post(filled(32_769)))).slug).toBe("payload-too-large");
  });

  test("is cut soon after the cap, whatever length was declared", async () => {
    let pulled = 0;
    let cancelled = false;
    const endless = new ReadableStream<Uint8Array>(
      {
        pull: (controller) => {
          pulled += 4_096;
          controller.enqueue(new Uint8Array(4_096).fill(0x20));
        },
        cancel: () => {
          cancelled = true;
        },
      },
      { highWaterMark: 0 },
    );
    const error = await refusal(post(endless, { ...JSON_TYPE, "content-length": "5" }));
    expect([error.slug, cancelled]).toEqual(["payload-too-large", true]);
    expect(pulled).toBeLessThan(64 * 1024);
  });

  test("a body that breaks off is 400", async () => {
    const broken = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.error(new Error("reset")),
    });
    expect((await refusal(post(broken))).slug).toBe("invalid-request");
  });
});
