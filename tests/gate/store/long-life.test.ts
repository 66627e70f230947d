import { describe, expect, test } from "vitest";
import { ask } from "../../support/store/gate-probe";
import { createGateRig } from "../gate-rig";

const rig = createGateRig();
const DAY_MS = 86_400_000;
/** The range of a signed 32-bit integer, the largest that the embedded store has. */
const SMALL = 2 ** 31;

describe("a state in use for weeks", () => {
  test("reports correct scores of a queue that is never idle", async () => {
    const gate = rig.another({ windowMs: DAY_MS });
    await gate.step({ enter: [ask("A")] });
    const { detail } = await gate.step({ detail: true });
    const renew = detail.jobs.flatMap(({ key, tickets }) =>
      tickets.map(({ ticket }) => ({ key, ticket })),
    );
    for (let days = 0; days < 20; days += 1) {
      rig.time.now += DAY_MS;
      await gate.step({ renew });
    }
    const { summary } = await gate.step({ enter: [ask("B", "b", { priority: 6 })] });
    const scores = summary.line.map(({ score }) => score);
    expect(scores).toHaveLength(2);
    expect(Math.max(...scores)).toBe(rig.time.now + DAY_MS);
  });

  test("reports correct ids after lost writes", async () => {
    const { sequence } = await rig.gate().step({ enter: [ask("A")] });
    rig.time.now += 30 * DAY_MS;
    const { entered, summary } = await rig
      .another()
      .step({ seen: sequence + 1, enter: [ask("B"), ask("C")] });
    const jobs = entered.map((place) => ("job" in place ? place.job : 0));
    expect(summary.line.map(({ job }) => job)).toEqual(jobs);
    expect(Math.min(...jobs) - sequence).toBeGreaterThan(SMALL);
  });
});
