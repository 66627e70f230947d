import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { systemClock } from "@/lib/clock";
import type { ProxyJob, ProxyOutcome } from "@/lib/contract/queue/job";
import { type ReplyRequest, requestReply } from "@/lib/desk/proxy/request-reply";
import { createStore } from "@/lib/redis/create-store";
import type { Store } from "@/lib/redis/store";
import type { Upstream } from "@/lib/upstream/port/upstream";
import { probeConfiguration } from "../support/store/gate-probe";
import { caller, createDeskRig, type DeskRig } from "./desk-rig";

const body = '{"data":{"levels":[]}}\n';
const job: ProxyJob = {
  key: "v2:/tickers/SPY/levels#reply",
  kind: "v2:/tickers/*/levels",
  charges: [{ window: "account", cost: 1 }],
  address: "/tickers/SPY/levels",
  symbol: "SPY",
  endpoint: "levels",
  changes: "gex",
  priority: 5,
};

let store: Store;
let rig: DeskRig;
let calls: number;
let answerCall: (outcome: ProxyOutcome) => void;

beforeAll(async () => {
  store = await createStore({ kind: "embedded" }, { clock: systemClock });
});
afterAll(() => store.close());
beforeEach(async () => {
  await store.redis.flushdb();
  calls = 0;
  const outcome = new Promise<ProxyOutcome>((resolve) => {
    answerCall = resolve;
  });
  const upstream: Upstream = {
    name: "v2",
    kinds: [job.kind],
    jobFor: () => null,
    jobOf: () => null,
    call: () => Promise.reject(new Error("no page asks")),
    proxy: {
      request: () => ({ kind: "job", job }),
      jobOf: (key) => (key === job.key ? job : null),
      call: () => {
        calls += 1;
        return outcome;
      },
    },
  };
  const { windowMs } = probeConfiguration;
  rig = createDeskRig(store, 20, windowMs, systemClock, undefined, { upstream });
});

const good = () =>
  ({
    kind: "answered",
    arrived: true,
    reply: { contentType: "application/json", body },
    asOf: null,
  }) as const;

afterEach(async () => {
  answerCall(good());
  await rig.desk.pump.idle();
});

const asked = (over: Partial<ReplyRequest> = {}): ReplyRequest => ({
  job,
  caller: caller(),
  isNewCookie: false,
  cachedOnly: false,
  waitMs: 10_000,
  signal: () => new AbortController().signal,
  ...over,
});

test("keeps its ticket when time is up, and finds it again", async () => {
  const first = await requestReply(rig.desk, asked({ waitMs: 0 }));
  expect(first.kind).toBe("still-queued");
  const again = requestReply(rig.desk, asked());
  answerCall(good());
  expect(await again).toMatchObject({ kind: "reply", reply: { body } });
  expect(await requestReply(rig.desk, asked())).toMatchObject({ source: "cache", reply: { body } });
  expect(calls).toBe(1);
});

test("is as urgent as its address, or less if its key says so", async () => {
  const key = { id: "12345678", role: "client", priority: 9, hourlyBudget: null } as const;
  await requestReply(rig.desk, asked({ waitMs: 0, caller: { ...caller("c-key"), key } }));
  const { detail } = await rig.desk.pump.detailedSnapshot();
  expect(detail.line.map(({ priority }) => priority)).toEqual([9]);
  await requestReply(rig.desk, asked({ waitMs: 0 }));
  const later = await rig.desk.pump.detailedSnapshot();
  expect(later.detail.line.map(({ priority }) => priority)).toEqual([5]);
});

test("fails with the reason, or answers with the last reply", async () => {
  const waiting = requestReply(rig.desk, asked());
  answerCall({ kind: "unknown-symbol", arrived: true });
  expect(await waiting).toMatchObject({ kind: "refused", slug: "unknown-symbol" });
  const old = { contentType: "text/plain", body: "old", asOf: null, fetchedAt: 1, freshUntil: 2 };
  await rig.desk.keptReplies.keep(job.key, old);
  expect(await requestReply(rig.desk, asked())).toMatchObject({
    kind: "reply",
    source: "stale",
    reply: { body: "old" },
  });
});

test("makes no call where only a copy may be the answer", async () => {
  const refused = await requestReply(rig.desk, asked({ cachedOnly: true }));
  expect(refused).toMatchObject({ kind: "refused", slug: "not-cached" });
  expect(calls).toBe(0);
});
