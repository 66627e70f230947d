import { describe, expect, test } from "vitest";
import { PROBLEM_SLUGS, PROBLEMS, problemSchema } from "@/lib/contract/problem";
import { PROBLEM_PAGES } from "@/lib/contract/problem-pages";
import { problemResponse } from "@/lib/http/answer/problem-answer";
import { wholeRetrySeconds } from "@/lib/http/answer/problem-error";

describe("a problem as an answer", () => {
  test.each(PROBLEM_SLUGS)("%s: its status, form, page and id", async (slug) => {
    const answer = problemResponse(slug, "A sentence.");
    expect(answer.status).toBe(PROBLEMS[slug].status);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(answer.headers.get("cache-control")).toBe("private, no-store, no-transform");
    const body = problemSchema.parse(await answer.json());
    expect(body).toMatchObject({ type: `/problems/${slug}`, detail: "A sentence." });
    expect(body.instance).toBe(`urn:uuid:${answer.headers.get("x-request-id")}`);
    expect(answer.headers.get("www-authenticate")).toBe(
      slug === "unauthorized" ? 'Bearer realm="gammagate", Cookie realm="gammagate"' : null,
    );
    expect(Object.values(PROBLEM_PAGES[slug]).every((text) => text.length > 10)).toBe(true);
  });

  test.each([
    [0, 1],
    [-3, 1],
    [0.01, 1],
    [1, 1],
    [7.001, 8],
    [Number.NaN, 1],
  ])("rounds a Retry-After of %d s up to %d, and to at least 1", async (seconds, whole) => {
    expect(wholeRetrySeconds(seconds)).toBe(whole);
    const answer = problemResponse("cooling-down", "Wait.", { retryAfterSeconds: seconds });
    expect(answer.headers.get("retry-after")).toBe(String(whole));
    expect(await answer.json()).toMatchObject({ retryAfterSeconds: whole });
  });

  test("what does not apply is left out", async () => {
    const answer = problemResponse("not-found", "Nothing.");
    expect(answer.headers.has("retry-after")).toBe(false);
    expect(Object.keys((await answer.json()) as object).toSorted()).toEqual([
      "detail",
      "instance",
      "status",
      "title",
      "type",
    ]);
  });
});
