// @ts-check
/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */
/** @typedef {{ exitCode: number | null, report: string | null, strict: boolean }} Ended */

/**
 * Counts of one ended stage. A check (lint, types, build) is one test. A runner that failed without
 * naming a failed test (it crashed, was killed, ran nothing, left no report) counts as one failure.
 * `exitCode` null: it was killed. `strict`: a skipped test counts as failed.
 *
 * @param {"check" | "vitest" | "playwright"} kind
 * @param {Ended} ended
 * @returns {Counts}
 */
export function countResults(kind, { exitCode, report, strict }) {
  const ok = exitCode === 0;
  if (kind === "check") return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 };
  const counted = readReport(kind, report) ?? { passed: 0, failed: 0, skipped: 0 };
  const skippedHere = strict ? 0 : counted.skipped;
  const failed = counted.failed + counted.skipped - skippedHere;
  const isUnexplained = failed === 0 && (!ok || counted.passed === 0);
  return { passed: counted.passed, failed: isUnexplained ? 1 : failed, skipped: skippedHere };
}

/**
 * @param {Counts[]} all
 * @returns {Counts}
 */
export function addCounts(all) {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const counts of all) {
    sum.passed += counts.passed;
    sum.failed += counts.failed;
    sum.skipped += counts.skipped;
  }
  return sum;
}

/**
 * @param {"vitest" | "playwright"} kind
 * @param {string | null} report
 */
function readReport(kind, report) {
  try {
    const json = JSON.parse(report ?? "");
    return kind === "vitest" ? countVitest(json) : countPlaywright(json);
  } catch {
    return null;
  }
}

/**
 * A file that failed without a failed test (it could not be loaded) counts as one failure.
 *
 * @param {{ testResults: { status: string, assertionResults: { status: string }[] }[] }} json
 */
function countVitest(json) {
  return addCounts(
    json.testResults.map((file) => {
      const of = (/** @type {string} */ status) =>
        file.assertionResults.filter((test) => test.status === status).length;
      const [passed, named] = [of("passed"), of("failed")];
      const failed = named === 0 && file.status === "failed" ? 1 : named;
      return { passed, failed, skipped: file.assertionResults.length - passed - named };
    }),
  );
}

/**
 * A flaky test counts as failed. So does an error outside a test (a file, a global setup).
 *
 * @param {{ stats: { expected: number, unexpected: number, flaky: number, skipped: number }, errors: unknown[] }} json
 */
function countPlaywright({ stats, errors }) {
  const failed = stats.unexpected + stats.flaky + errors.length;
  return { passed: stats.expected, failed, skipped: stats.skipped };
}
