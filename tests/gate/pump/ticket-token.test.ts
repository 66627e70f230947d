import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { createTicketTokens } from "@/lib/gate/ticket-token";

const SECRET = "a secret of thirty-two characters, or more";
const tokens = createTicketTokens(SECRET, "gammagate:gate:one");
const content = {
  caller: "c-1234567890abcd",
  key: "v1:/gex/latest?ticker=SPY",
  priority: 4,
  sequence: 1_795_451_062_636,
  since: 1_795_451_062_637,
};

describe("a ticket's token", () => {
  test("contains the ticket and is always the same for it", () => {
    const token = tokens.sign(content);
    expect(tokens.read(token)).toEqual(content);
    expect(tokens.sign({ ...content })).toBe(token);
  });

  test("is valid in a path", () => {
    const longest = { ...content, key: `v1:/gex/gammaOI?ticker=${"W".repeat(15)}&exp=2026-11-27` };
    const token = tokens.sign(longest);
    expect(token).toMatch(/^[\w-]+\.[\w-]{22}$/);
    expect(tokens.read(token)).toEqual(longest);
  });

  test("is ignored when any character is changed", () => {
    const token = tokens.sign(content);
    for (let at = 0; at < token.length; at += 1) {
      const other = token[at] === "A" ? "B" : "A";
      expect(tokens.read(token.slice(0, at) + other + token.slice(at + 1))).toBeNull();
    }
  });

  test("is ignored when signed with another secret", () => {
    const other = createTicketTokens(
      "another secret of thirty-two characters",
      "gammagate:gate:one",
    );
    expect(tokens.read(other.sign(content))).toBeNull();
  });

  test("is reported as another gate's, unlike a forged token", () => {
    const other = createTicketTokens(SECRET, "gammagate:gate:other");
    expect(tokens.read(other.sign(content))).toBe("another-gate");
    expect(other.read(other.sign(content))).toEqual(content);
  });

  test("belongs to no gate when it names none", () => {
    const { caller, key, priority, sequence, since } = content;
    const unnamed = JSON.stringify([caller, key, priority, sequence, since]);
    const text = Buffer.from(unnamed).toString("base64url");
    const signature = createHmac("sha256", SECRET).update(`ticket.${text}`).digest("base64url");
    expect(tokens.read(`${text}.${signature.slice(0, 22)}`)).toBe("another-gate");
  });

  test.each(["", ".", "a.b", `${"A".repeat(5_000)}.${"A".repeat(22)}`, "é".repeat(30), "\0"])(
    "reads as null when malformed: %j",
    (token) => {
      expect(tokens.read(token)).toBeNull();
    },
  );
});
