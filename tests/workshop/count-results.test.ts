import { describe, expect, test } from "vitest";
import { addCounts, countResults } from "./count-results.mjs";

const vitest = (...files: [status: string, ...tests: string[]][]) =>
  JSON.stringify({
    testResults: files.map(([status, ...tests]) => ({
      status,
      assertionResults: tests.map((it) => ({ status: it })),
    })),
  });

const playwright = (stats: Record<string, number>, errors: unknown[] = []) =>
  JSON.stringify({
    stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 0, ...stats },
    errors,
  });

const ended = (exitCode: number | null, report: string | null, strict = false) => ({
  exitCode,
  report,
  strict,
});

describe("a check", () => {
  test("is one test: passed with exit code 0, failed otherwise", () => {
    expect(countResults("check", ended(0, null))).toEqual({ passed: 1, failed: 0, skipped: 0 });
    for (const code of [1, 2, 127, null]) {
      expect(countResults("check", ended(code, null))).toEqual({
        passed: 0,
        failed: 1,
        skipped: 0,
      });
    }
  });
});

describe("vitest's report", () => {
  test("is counted by test", () => {
    const report = vitest(["passed", "passed", "passed"], ["failed", "passed", "failed", "failed"]);
    expect(countResults("vitest", ended(1, report))).toEqual({ passed: 3, failed: 2, skipped: 0 });
  });

  test("a file that could not be loaded failed once", () => {
    const report = vitest(["failed"], ["passed", "passed"]);
    expect(countResults("vitest", ended(1, report))).toEqual({ passed: 1, failed: 1, skipped: 0 });
  });

  test("counts skipped and todo tests, as failed where not allowed", () => {
    const report = vitest(["passed", "passed", "skipped", "pending", "todo"]);
    expect(countResults("vitest", ended(0, report))).toEqual({ passed: 1, failed: 0, skipped: 3 });
    expect(countResults("vitest", ended(0, report, true))).toEqual({
      passed: 1,
      failed: 3,
      skipped: 0,
    });
  });
});

describe("Playwright's report", () => {
  test("is counted by test; a flaky test has failed", () => {
    const report = playwright({ expected: 5, unexpected: 2, flaky: 1, skipped: 1 });
    expect(countResults("playwright", ended(1, report))).toEqual({
      passed: 5,
      failed: 3,
      skipped: 1,
    });
  });

  test("an error outside every test has failed", () => {
    const report = playwright({ expected: 5 }, [{ message: "no such fixture" }]);
    expect(countResults("playwright", ended(1, report)).failed).toBe(1);
  });
});

describe("a runner that ended badly", () => {
  test.each(["vitest", "playwright"] as const)(
    "%s failed once without a readable report",
    (kind) => {
      for (const report of [null, "", "{", "[]", "null", "{}"]) {
        for (const code of [0, 1, null]) {
          expect(countResults(kind, ended(code, report)).failed).toBe(1);
        }
      }
    },
  );

  test("failed once if all tests passed but its exit code is not 0", () => {
    expect(countResults("vitest", ended(1, vitest(["passed", "passed"])))).toEqual({
      passed: 1,
      failed: 1,
      skipped: 0,
    });
    expect(countResults("playwright", ended(null, playwright({ expected: 2 }))).failed).toBe(1);
  });

  test("failed once when it ran no test", () => {
    expect(countResults("vitest", ended(0, vitest())).failed).toBe(1);
    expect(countResults("playwright", ended(0, playwright({}))).failed).toBe(1);
  });
});

test("counts add up", () => {
  const one = { passed: 1, failed: 2, skipped: 3 };
  expect(addCounts([one, one])).toEqual({ passed: 2, failed: 4, skipped: 6 });
  expect(addCounts([])).toEqual({ passed: 0, failed: 0, skipped: 0 });
});
