import { describe, expect, it } from "vitest";
import { createMembership } from "@/lib/callers/membership";
import { createSigner } from "@/lib/callers/signer";
import { systemClock } from "@/lib/clock";
import type { Environment } from "@/lib/environment/environment";
import { headersOf, SECRET, sentBack } from "./setup";

const membershipOf = (access: Environment["access"], origin: string | null = null) =>
  createMembership({ access, origin, signer: createSigner(SECRET), clock: systemClock });
const members = (passphrase: string | null) => membershipOf({ mode: "members", passphrase });

describe("ACCESS", () => {
  it("open admits everyone", () => {
    expect(membershipOf({ mode: "open" }).admits(headersOf(null))).toBe(true);
  });

  it("lets in only browsers with the member cookie under members", () => {
    const membership = members("open sesame");
    expect(membership.admits(headersOf(null))).toBe(false);
    expect(membership.admits(headersOf("gg_member=member.1.forged"))).toBe(false);
    expect(membership.admits(headersOf(sentBack(membership.memberCookie())))).toBe(true);
    expect(membership.admits(headersOf(sentBack(membership.clearedCookie())))).toBe(false);
  });

  it("a new passphrase ends every membership", () => {
    const cookie = sentBack(members("open sesame").memberCookie());
    expect(members("open barley").admits(headersOf(cookie))).toBe(false);
    expect(members(null).admits(headersOf(cookie))).toBe(false);
  });

  it("a caller's cookie under the member's name does not let in", () => {
    const asMember = createSigner(SECRET).sign("caller", `member.${Date.now().toString(36)}`);
    expect(members("open sesame").admits(headersOf(`gg_member=${asMember}`))).toBe(false);
  });

  it("sets and clears a Secure, host-bound cookie on https", () => {
    const access = { mode: "members", passphrase: "open sesame" } as const;
    const membership = membershipOf(access, "https://gate.example");
    expect(membership.memberCookie()).toMatch(/^__Host-gg_member=member\..*; Secure$/);
    expect(membership.clearedCookie()).toMatch(/^__Host-gg_member=; Max-Age=0; Path=\/;.*Secure$/);
  });

  it("only the passphrase itself is the passphrase", () => {
    const { checkPassphrase } = members("open sesame");
    expect(checkPassphrase("open sesame")).toBe(true);
    const wrong = [
      "",
      "open",
      "open sesame ",
      "OPEN SESAME",
      "open sesame\0",
      "\0",
      "x".repeat(1e6),
    ];
    for (const input of [...wrong, null, undefined, 7, ["open sesame"], { length: 3 }]) {
      expect(checkPassphrase(input)).toBe(false);
    }
  });

  it("takes a passphrase of up to 1,024 bytes, counted as UTF-8", () => {
    const longest = "é".repeat(512);
    expect(members(longest).checkPassphrase(longest)).toBe(true);
    expect(members(`${longest}x`).checkPassphrase(`${longest}x`)).toBe(false);
  });

  it("accepts nothing where no passphrase is set, not even nothing", () => {
    for (const membership of [members(null), membershipOf({ mode: "open" })]) {
      expect(["", "null", null].some((input) => membership.checkPassphrase(input))).toBe(false);
    }
    expect(members(null).admits(headersOf(sentBack(members(null).memberCookie())))).toBe(false);
  });
});
