import { expect, test } from "vitest";
import { decodeBody } from "@/lib/upstream/call/decode-body";
import { meaningOf } from "@/lib/upstream/call/refusal-meaning";
import { readVendorError } from "@/lib/upstream/call/vendor-error";

/** Names that every JavaScript object has, which an upstream may send as well. */
const OBJECT_NAMES = ["constructor", "__proto__", "hasownproperty"];

test.each(OBJECT_NAMES)("takes the code %s for an unknown one", (code) => {
  const error = readVendorError(JSON.stringify({ error: { code, message: "x" } }));
  expect(error && meaningOf(error)).toBeNull();
});

test.each(OBJECT_NAMES)("cannot decode a body in the encoding %s", async (encoding) => {
  const body = Buffer.from('{"data":{}}');
  expect(await decodeBody(body, encoding)).toEqual({ bytes: Buffer.alloc(0), isTooLarge: false });
});

test("reads a code before the words beside it", () => {
  const body = { error: { code: "Plan-Required", message: "rate limit: upgrade" } };
  const error = readVendorError(JSON.stringify(body));
  expect(error && meaningOf(error)).toBe("not-included");
});
