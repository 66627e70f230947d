import { describe, expect, test } from "vitest";
import { createTicketTokens } from "@/lib/gate/ticket-token";

const tokens = createTicketTokens("a secret of thirty-two characters, or more");
const content = {
  caller: "c-1234567890abcd",
  key: "v1:/gex/latest?ticker=SPY",
  priority: 4,
  sequence: 1_795_451_062_636,
  since: 1_795_451_062_637,
};

describe("a ticket's token", () => {
  test("reads back what was signed, and is the same for the same ticket", () => {
    const token = tokens.sign(content);
    expect(tokens.read(token)).toEqual(content);
    expect(tokens.sign({ ...content })).toBe(token);
  });

  test("is an id that stands in a path", () => {
    const longest = { ...content, key: `v1:/gex/gammaOI?ticker=${"W".repeat(15)}&exp=2026-11-27` };
    const token = tokens.sign(longest);
    expect(token).toMatch(/^[\w-]+\.[\w-]{22}$/);
    expect(tokens.read(token)).toEqual(longest);
  });

  test("counts for nothing when any character of it was changed", () => {
    const token = tokens.sign(content);
    for (let at = 0; at < token.length; at += 1) {
      const other = token[at] === "A" ? "B" : "A";
      expect(tokens.read(token.slice(0, at) + other + token.slice(at + 1))).toBeNull();
    }
  });

  test("counts for nothing when another secret signed it", () => {
    const other = createTicketTokens("another secret of thirty-two characters");
    expect(tokens.read(other.sign(content))).toBeNull();
  });

  test.each(["", ".", "a.b", `${"A".repeat(5_000)}.${"A".repeat(22)}`, "é".repeat(30), "\0"])(
    "malformed is null, not an error: %j",
    (token) => {
      expect(tokens.read(token)).toBeNull();
    },
  );
});
