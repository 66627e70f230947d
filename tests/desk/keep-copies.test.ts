import { expect, test } from "vitest";
import { systemClock } from "@/lib/clock";
import { keepCopies } from "@/lib/desk/snapshots/keep-copies";
import { readCached } from "@/lib/desk/snapshots/request-snapshot";
import { createPrimaryUpstream } from "@/lib/upstream/primary-upstream";
import { keys } from "../callers/setup";
import { figuresFixture, quotaFixture } from "../support/visitors/snapshot-fixture";
import { asked, createDeskRig } from "./desk-rig";
import { emptyStore } from "./shared-gate/empty-store";

const store = emptyStore();
const iso = (ms: number) => new Date(ms).toISOString();
const rig = () =>
  createDeskRig(store(), 20, 60_000, systemClock, keys, {
    upstream: createPrimaryUpstream(() => "v2"),
  }).desk;

/** A summary as the primary answers it, with dates that no rule here would give. */
function answer(symbol: string, fetchedAt = Date.now() - 5_000) {
  return {
    ...figuresFixture({ resource: "gex", symbol }),
    symbol,
    asOf: iso(fetchedAt - 60_000),
    fetchedAt: iso(fetchedAt),
    freshUntil: iso(fetchedAt + 12_345_000),
    nextExpectedAt: iso(fetchedAt + 23_456_000),
    missedUpdates: [],
    source: "upstream",
    staleReason: null,
    sharedWith: 0,
    refreshableInSeconds: 60,
    quota: quotaFixture(),
  };
}

test("keeps a snapshot with the primary's dates", async () => {
  const sent = answer("SPY");
  await keepCopies(rig(), sent);
  // Another process, so that nothing comes from memory.
  const reply = await readCached(rig(), asked("SPY"));
  const { symbol, asOf, fetchedAt, freshUntil, nextExpectedAt, data } = sent;
  expect(reply).toMatchObject({
    kind: "snapshot",
    snapshot: { symbol, asOf, fetchedAt, freshUntil, nextExpectedAt, data, source: "cache" },
  });
});

test.each<[string, (one: ReturnType<typeof answer>) => unknown]>([
  ["a ticket", (snapshot) => ({ ticket: "t", state: "completed", snapshot })],
  ["a scan's event", (snapshot) => ({ symbol: "QQQ", position: 1, total: 1, snapshot })],
  ["a refresh", (snapshot) => ({ tickets: [], fresh: [snapshot] })],
  [
    "a reading",
    ({ data, ...part }) => ({
      resource: "gamma",
      symbol: "QQQ",
      parts: [part],
      data: { gex: data },
    }),
  ],
])("keeps the snapshot in %s", async (_name, wrap) => {
  const sent = answer("QQQ");
  await keepCopies(rig(), wrap(sent));
  expect(await readCached(rig(), asked("QQQ"))).toMatchObject({
    snapshot: { fetchedAt: sent.fetchedAt, data: sent.data },
  });
});

test("never replaces a copy by an older one", async () => {
  const [older, newer] = [answer("IWM", Date.now() - 60_000), answer("IWM")];
  await keepCopies(rig(), newer);
  await keepCopies(rig(), older);
  expect(await readCached(rig(), asked("IWM"))).toMatchObject({
    snapshot: { fetchedAt: newer.fetchedAt },
  });
});

test("takes nothing else for a snapshot", async () => {
  for (const sent of [null, "text", [], { snapshot: 1 }, { parts: [{}] }, { fresh: [{}] }]) {
    await keepCopies(rig(), sent);
  }
  expect(await readCached(rig(), asked("DIA"))).toMatchObject({ slug: "not-cached" });
});

test("makes no call, whatever asks for one", async () => {
  const upstream = createPrimaryUpstream(() => "v2");
  const job = upstream.jobFor({ resource: "gex", symbol: "SPY" });
  if (!job) throw new Error("no job");
  const permit = { signal: new AbortController().signal, mayWrite: () => true };
  expect(await upstream.call(job, permit)).toMatchObject({ kind: "not-sent", arrived: false });
});

test("offers what the primary's API offers", () => {
  const expirations = { resource: "expirations", symbol: "SPY" } as const;
  expect(createPrimaryUpstream(() => "v1").jobFor(expirations)).toBeNull();
  expect(createPrimaryUpstream(() => null).jobFor(expirations)?.key).toContain("primary:");
});
