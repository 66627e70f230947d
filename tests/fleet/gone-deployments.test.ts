import { expect, test } from "vitest";
import { goneDeployments } from "@/lib/fleet/gone-deployments";
import { alertPolicy, fleetPolicy } from "@/lib/policy";

const NOW = 1_790_000_000_000;
const { goneAfterMs } = fleetPolicy;
const heard = (name: string, silentMs: number) => ({ name, at: NOW - silentMs });

test("a silence is told of once: from when it counts as gone, for as long as one alert is", () => {
  const told = [0, 1, 4, 5.1, 6, 19, 20.1, 60, 7 * 24 * 60].map((minutes) => {
    const gone = goneDeployments({ one: heard("desk-1", minutes * 60_000) }, NOW);
    return [minutes, gone.length];
  });
  expect(told).toEqual([
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
  expect(goneDeployments({ one: heard("desk-1", ends) }, NOW)).toEqual(["desk-1"]);
  expect(goneDeployments({ one: heard("desk-1", ends + 1) }, NOW)).toEqual([]);
});

test("one whose version changed, or that moved, is not gone while it is heard of anywhere", () => {
  const rows = {
    old: heard("desk-1", goneAfterMs + 60_000),
    new: heard("desk-1", 1_000),
    other: heard("notebook", goneAfterMs + 60_000),
  };
  expect(goneDeployments(rows, NOW)).toEqual(["notebook"]);
});
