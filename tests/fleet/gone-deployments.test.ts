import { expect, test } from "vitest";
import { goneDeployments } from "@/lib/fleet/gone-deployments";
import { alertPolicy, fleetPolicy } from "@/lib/policy";

const NOW = 1_790_000_000_000;
const { goneAfterMs } = fleetPolicy;
const seen = (name: string, silentMs: number) => ({ name, at: NOW - silentMs });

test("reports a silent deployment from when it counts as gone, for one alert", () => {
  const reported = [0, 1, 4, 5.1, 6, 19, 20.1, 60, 7 * 24 * 60].map((minutes) => {
    const gone = goneDeployments({ one: seen("desk-1", minutes * 60_000) }, NOW);
    return [minutes, gone.length];
  });
  expect(reported).toEqual([
    [0, 0],
    [1, 0],
    [4, 0],
    [5.1, 1],
    [6, 1],
    [19, 1],
    [20.1, 0],
    [60, 0],
    [7 * 24 * 60, 0],
  ]);
  const ends = goneAfterMs + alertPolicy.onceMs;
  expect(goneDeployments({ one: seen("desk-1", ends) }, NOW)).toEqual(["desk-1"]);
  expect(goneDeployments({ one: seen("desk-1", ends + 1) }, NOW)).toEqual([]);
});

test("a deployment with a new version or region is not gone while it is seen anywhere", () => {
  const rows = {
    old: seen("desk-1", goneAfterMs + 60_000),
    new: seen("desk-1", 1_000),
    other: seen("notebook", goneAfterMs + 60_000),
  };
  expect(goneDeployments(rows, NOW)).toEqual(["notebook"]);
});
