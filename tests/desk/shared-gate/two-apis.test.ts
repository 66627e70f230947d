import { expect, test } from "vitest";
import { systemClock } from "@/lib/clock";
import { requestSnapshot } from "@/lib/desk/snapshots/request-snapshot";
import { createJobNames, type Endpoint } from "@/lib/upstream/port/endpoints";
import type { Upstream } from "@/lib/upstream/port/upstream";
import { V2_ENDPOINTS } from "@/lib/upstream/v2/v2-endpoints";
import { gexFigures } from "../../cache/sample";
import { keys } from "../../callers/setup";
import { asked, caller, createDeskRig } from "../desk-rig";
import { emptyStore } from "./empty-store";

const store = emptyStore();

const V1_ENDPOINTS: readonly Endpoint[] = [
  {
    resource: "gex",
    address: "/gex/latest?ticker={symbol}",
    charges: [{ window: "account", cost: 1 }],
  },
];
const ENDPOINTS = {
  v1: V1_ENDPOINTS,
  // The rig has no monthly window.
  v2: V2_ENDPOINTS.map((endpoint) => ({ ...endpoint, charges: [{ window: "account", cost: 1 }] })),
};
const PEOPLE = 15;

/** Creates a deployment that uses this API with its own credential. `calls` are keys of jobs. */
function deployment(name: "v1" | "v2") {
  const calls: string[] = [];
  const upstream: Upstream = {
    name,
    ...createJobNames(name, ENDPOINTS[name]),
    async call({ key }) {
      calls.push(key);
      await systemClock.sleep(20);
      const asOf = new Date().toISOString();
      return { kind: "answered", arrived: true, figures: gexFigures(1), asOf };
    },
  };
  const own = { credential: `key of ${name}`, upstream };
  const { desk } = createDeskRig(store(), 20, 6_000, systemClock, keys, own);
  const press = async (symbol: string) => {
    const who = caller(`${name} ${symbol}`);
    return (await requestSnapshot(desk, asked(symbol, { caller: who, waitMs: 15_000 }))).kind;
  };
  return { desk, press, calls };
}

const symbols = Array.from({ length: PEOPLE }, (_, index) => `S${index}`);

test("answers all callers of two APIs that share a gate", async () => {
  const fleet = [deployment("v1"), deployment("v2")];
  const ends = await Promise.all(fleet.flatMap(({ press }) => symbols.map(press)));
  expect(ends).toEqual(Array(2 * PEOPLE).fill("snapshot"));
  expect(fleet.map(({ calls }) => calls.length)).toEqual([PEOPLE, PEOPLE]);
  const foreign = fleet.map(({ calls, desk }) =>
    calls.filter((key) => !key.startsWith(`${desk.upstream.name}:`)),
  );
  expect(foreign).toEqual([[], []]);
}, 60_000);
