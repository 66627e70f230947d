// @ts-check
import { isDateShifted } from "./days.mjs";

/**
 * The integration tests by what they need of the machine. Files that are not listed here mostly
 * wait, so they run in parallel, and on every day of `npm run test:days`.
 */
const ALL = "tests/**/*.integration.test.ts";

/** These compute in virtual time. They run in parallel with those that wait, and only today. */
export const IN_VIRTUAL_TIME = [
  "tests/metrics/cost.integration.test.ts",
  "tests/simulation/**/*.integration.test.ts",
];

/** These run alone: they assert a pace, or a time below two seconds. */
export const ALONE = [
  "tests/contract/asks/composites.integration.test.ts",
  "tests/contract/asks/decision-table.integration.test.ts",
  "tests/contract/faults/store-down.integration.test.ts",
  "tests/contract/faults/upstream-failures.integration.test.ts",
  "tests/fleet/one-quota.integration.test.ts",
  "tests/invariants/shared-call.integration.test.ts",
  "tests/redis/far-store.integration.test.ts",
  "tests/redis/store-contract.integration.test.ts",
  "tests/redis/store-faults.integration.test.ts",
  "tests/scans/pace.integration.test.ts",
  "tests/scans/proxies.integration.test.ts",
  "tests/upstream/sockets/call-ends.integration.test.ts",
];

const NO_DAY = "reads no date, or one that it sets itself";
const REDIS_SERVER = "asks what only redis-server can do, and its clock cannot be moved";
const PACE = "asserts the pace of a store on redis-server";

/**
 * These run only today, each for its reason. All others run on every day.
 *
 * @type {Record<string, string>}
 */
export const TODAY_ONLY = {
  "tests/app/first-load.integration.test.ts": NO_DAY,
  "tests/bench/bench-gate.integration.test.ts": PACE,
  "tests/callers/wires.integration.test.ts": PACE,
  "tests/contract/faults/store-down.integration.test.ts": REDIS_SERVER,
  "tests/contract/without-proxy.integration.test.ts": NO_DAY,
  "tests/deploy/image.integration.test.ts": NO_DAY,
  "tests/deploy/nginx.integration.test.ts": NO_DAY,
  "tests/fleet/one-quota.integration.test.ts": PACE,
  "tests/gate/store/outage.integration.test.ts": REDIS_SERVER,
  "tests/invariants/killed.integration.test.ts": PACE,
  "tests/invariants/shared-call.integration.test.ts": PACE,
  "tests/redis/eviction-policy.integration.test.ts": REDIS_SERVER,
  "tests/redis/store-faults.integration.test.ts": REDIS_SERVER,
  "tests/runtime/full-store.integration.test.ts": REDIS_SERVER,
  "tests/scans/pace.integration.test.ts": PACE,
  "tests/scans/proxies.integration.test.ts": PACE,
  "tests/scans/wires.integration.test.ts": PACE,
  "tests/support/fake-upstream/fake-upstream.integration.test.ts": NO_DAY,
  "tests/workshop/run-command.integration.test.ts": NO_DAY,
};

const isToday = !isDateShifted();
const otherwise = isToday ? [] : Object.keys(TODAY_ONLY);

/** The files of each integration project of vitest. */
export const besideOthers = {
  include: [ALL],
  exclude: [...ALONE, ...IN_VIRTUAL_TIME, ...otherwise],
};
export const simulation = { include: isToday ? IN_VIRTUAL_TIME : [] };
export const alone = { include: ALONE.filter((file) => !otherwise.includes(file)) };
