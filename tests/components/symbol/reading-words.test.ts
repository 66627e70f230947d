import { describe, expect, test } from "vitest";
import { type PartState, readingWords } from "@/components/symbol/parts/reading-words";
import type { AskRefusal } from "@/lib/client/tab/ask-store";
import { quotaNow } from "@/lib/client/tab/quota-now";
import { NOW, quotaFixture, windowFixture } from "../../support/visitors/snapshot-fixture";

const quota = { now: quotaNow(quotaFixture(), NOW, NOW), windowSeconds: 60 };
const calm = { ask: { kind: "idle" }, quota, time: NOW } as const;
const fresh: PartState = { resource: "gex", freshUntil: NOW + 42_000, ask: { kind: "idle" } };
const old: PartState = { ...fresh, freshUntil: NOW - 1_000 };
const missing: PartState = { ...fresh, freshUntil: null };
const inLine: PartState = {
  resource: "gex",
  freshUntil: null,
  ask: { kind: "queued", ticket: "t", position: 2, endsAt: NOW + 9_000 },
};
const refused = (refusal: Partial<AskRefusal>) => ({
  ...calm,
  ask: {
    kind: "refused" as const,
    refusal: { reason: "breaker-open" as const, detail: "", readyAt: null, ...refusal },
  },
});

describe("the refresh of a reading", () => {
  test("costs one call for each part missing or stale, no more", () => {
    const words = (...parts: PartState[]) => readingWords({ ...calm, parts }).words;
    expect(words(missing, fresh, fresh)).toBe("1 API call · now");
    expect(words(missing, old, fresh)).toMatch(/^2 API calls · ~\d+s$/);
    expect(words(missing, missing, old, missing)).toMatch(/^4 API calls · ~\d+s$/);
  });

  test("is not promised now while a window that it needs is used up", () => {
    const expensive = windowFixture({ name: "expensive", limit: 5, used: 5 });
    const quota = quotaFixture({ windows: [windowFixture(), expensive] });
    const known = { now: quotaNow(quota, NOW, NOW + 20_000), windowSeconds: 60 };
    const words = (part: PartState) => readingWords({ ...calm, quota: known, parts: [part] }).words;
    expect(words({ ...missing, resource: "curve" })).toBe("1 API call · ~41s");
    expect(words(missing)).toBe("1 API call · now");
  });

  test("waits while all is fresh, until the first part is not", () => {
    const later = { ...fresh, freshUntil: NOW + 90_000 };
    expect(readingWords({ ...calm, parts: [later, fresh] })).toEqual({
      words: "all fresh · Ready in 42s",
      open: false,
    });
  });

  test("waits while parts of it are on the way", () => {
    expect(readingWords({ ...calm, parts: [inLine, missing] })).toEqual({
      words: "1 API call in flight",
      open: false,
    });
    expect(readingWords({ ...calm, ask: { kind: "asking" }, parts: [missing] }).open).toBe(false);
  });

  test("says why and until when it was refused, then can be pressed", () => {
    expect(readingWords({ ...refused({ readyAt: NOW + 40_000 }), parts: [missing] })).toEqual({
      words: "Calls paused · Ready in 40s",
      open: false,
    });
    expect(readingWords({ ...refused({}), parts: [missing] })).toEqual({
      words: "Calls paused · try again",
      open: true,
    });
  });

  test("shows no time while the quota is unknown", () => {
    expect(readingWords({ ...calm, quota: null, parts: [missing] }).words).toBe("1 API call");
  });
});
