import { describe, expect, test } from "vitest";
import { type PartState, readingWords } from "@/components/symbol/reading-words";
import type { Refusal } from "@/lib/client/ask-store";
import { quotaNow } from "@/lib/client/quota-now";
import { NOW, quotaFixture } from "../../support/snapshot-fixture";

const quota = { now: quotaNow(quotaFixture(), NOW, NOW), windowSeconds: 60 };
const calm = { ask: { kind: "idle" }, quota, time: NOW } as const;
const fresh: PartState = { resource: "gex", freshUntil: NOW + 42_000, ask: { kind: "idle" } };
const old: PartState = { ...fresh, freshUntil: NOW - 1_000 };
const missing: PartState = { ...fresh, freshUntil: null };
const inLine: PartState = {
  resource: "gex",
  freshUntil: null,
  ask: { kind: "in-line", ticket: "t", position: 2, landsAt: NOW + 9_000 },
};
const refused = (refusal: Partial<Refusal>) => ({
  ...calm,
  ask: {
    kind: "refused" as const,
    refusal: { reason: "breaker-open" as const, detail: "", readyAt: null, ...refusal },
  },
});

describe("the refresh of a reading", () => {
  test("costs one call for each part that is missing or no longer fresh, and none for the rest", () => {
    const words = (...parts: PartState[]) => readingWords({ ...calm, parts }).words;
    expect(words(missing, fresh, fresh)).toBe("1 call · now");
    expect(words(missing, old, fresh)).toMatch(/^2 calls · about \d s$/);
    expect(words(missing, missing, old, missing)).toMatch(/^4 calls · about \d s$/);
  });

  test("is not promised now while a window that one of its parts needs is used up", () => {
    const closed = { state: "closed", reason: null, retryInSeconds: 0 } as const;
    const rest = { windowSeconds: 60, breaker: closed };
    const account = { name: "account", limit: 20, used: 7, ...rest } as const;
    const expensive = { name: "expensive", limit: 5, used: 5, ...rest } as const;
    const told = quotaFixture({ windows: [account, expensive] });
    const known = { now: quotaNow(told, NOW, NOW + 20_000), windowSeconds: 60 };
    const words = (part: PartState) => readingWords({ ...calm, quota: known, parts: [part] }).words;
    expect(words({ ...missing, resource: "curve" })).toBe("1 call · about 41 s");
    expect(words(missing)).toBe("1 call · now");
  });

  test("waits while all is fresh, until the first part is not", () => {
    const later = { ...fresh, freshUntil: NOW + 90_000 };
    expect(readingWords({ ...calm, parts: [later, fresh] })).toEqual({
      words: "all fresh · Ready in 42 s",
      open: false,
    });
  });

  test("waits while parts of it are on the way", () => {
    expect(readingWords({ ...calm, parts: [inLine, missing] })).toEqual({
      words: "1 call on the way",
      open: false,
    });
    expect(readingWords({ ...calm, ask: { kind: "asking" }, parts: [missing] }).open).toBe(false);
  });

  test("refused says why and until when; then it can be pressed again", () => {
    expect(readingWords({ ...refused({ readyAt: NOW + 40_000 }), parts: [missing] })).toEqual({
      words: "Upstream paused · Ready in 40 s",
      open: false,
    });
    expect(readingWords({ ...refused({}), parts: [missing] })).toEqual({
      words: "Upstream paused · try again",
      open: true,
    });
  });

  test("tells no time while the quota is unknown", () => {
    expect(readingWords({ ...calm, quota: null, parts: [missing] }).words).toBe("1 call");
  });
});
