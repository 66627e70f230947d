import { afterAll, afterEach, beforeAll } from "vitest";
import { systemClock } from "@/lib/clock";
import type { ProblemSlug } from "@/lib/contract/problem";
import { usedOf, windowOf } from "@/lib/contract/quota/window-use";
import { createExecute, type EndedCall } from "@/lib/desk/snapshots/execute-call";
import type { Grant } from "@/lib/gate/step";
import type { Upstream } from "@/lib/upstream/port/upstream";
import { windowsOf } from "@/lib/upstream/port/windows";
import { keys } from "../../callers/setup";
import { createGateRig, held } from "../../gate/gate-rig";
import { bothUpstreams, CREDENTIALS } from "../../support/fake-upstream/call-upstreams";
import { type FakeUpstream, startFakeUpstream } from "../../support/fake-upstream/fake-upstream";
import { permitFor } from "../../support/store/permit";
import { createDeskRig } from "../desk-rig";

/** What a person sees after a click: price and net GEX, or why there is none. */
export type Seen =
  | { kind: "shown"; spot: number | null; netGex: number | null; unreadable: readonly string[] }
  | { kind: "problem"; problem: ProblemSlug | "breaker-open" };

/**
 * The real adapter over HTTP to the fake upstream, the real executor and the real gate, whose time
 * only the test moves. One click is one step of a person: it makes a call if the gate grants one.
 */
export function createVendorScene(version: "v1" | "v2" = "v2") {
  const rig = createGateRig();
  const parts: { fake?: FakeUpstream } = {};
  const fake = () => {
    if (!parts.fake) throw new Error("only tests have an upstream");
    return parts.fake;
  };
  beforeAll(async () => {
    parts.fake = await startFakeUpstream({ ...CREDENTIALS, limits: "none" });
  });
  afterEach(() => fake().reset());
  afterAll(() => fake().close());

  function upstreamOf(timeoutMs?: number): Upstream {
    const found = bothUpstreams(fake().baseUrl, timeoutMs).find(({ name }) => name === version);
    if (!found) throw new Error(version);
    return found;
  }

  function gateOf(upstream: Upstream) {
    const schedule = { rows: [{ from: 0, limits: {} }], endsAt: 0 };
    return rig.another({
      windows: windowsOf({ api: version, limit: 20, windowMs: 60_000 }),
      limitsAround: () => schedule,
      kinds: upstream.kinds,
    });
  }

  async function makeCall(upstream: Upstream, grant: Grant) {
    const ended: EndedCall[] = [];
    const { desk } = createDeskRig(rig.store(), 20, 60_000, systemClock, keys, { upstream });
    const execute = createExecute({ ...desk, ended: (call) => ended.push(call) });
    const storeNow = () => rig.time.now;
    const end = await execute({ ...grant, storeNow, send: () => permitFor() });
    const { request, grantedAt } = grant;
    await gateOf(upstream).step({ settle: [{ grant: grant.grant, request, grantedAt, ...end }] });
    return { end, outcome: ended[0]?.outcome };
  }

  return {
    time: rig.time,
    fake,
    /** The main window and the refusals, as every page and alert reads them. */
    async look() {
      const { summary } = await gateOf(upstreamOf()).step({});
      const account = windowOf(summary, "account");
      const opensInMs = "untilAt" in account ? account.untilAt - rig.time.now : 0;
      const used = usedOf(account, rig.time.now);
      return { account, used, opensInMs, refusals: summary.refusals };
    },
    /** Whether something is cached for a symbol. */
    async isCached(symbol: string): Promise<boolean> {
      const key = upstreamOf().jobFor({ resource: "gex", symbol })?.key ?? "";
      return (await rig.store().redis.exists(keys.snapshot(key))) === 1;
    },
    /** A person presses Refresh. `timeoutMs`: time limit of the call, by the real clock. */
    async click(symbol: string, timeoutMs?: number): Promise<Seen> {
      const upstream = upstreamOf(timeoutMs);
      const gate = gateOf(upstream);
      const job = upstream.jobFor({ resource: "gex", symbol });
      if (!job) throw new Error("not offered");
      const { key, kind, charges } = job;
      const plain = { priority: 4, ifNewerThan: rig.time.now, joinOnly: false, issuedAt: 0 };
      const ask = { key, kind, charges, caller: `c-${symbol}`, maxBreakerWaitMs: 0, ...plain };
      const { entered, grants } = await gate.step({ enter: [ask], room: 6 });
      const [place] = entered;
      if (place?.kind === "open") return { kind: "problem", problem: "breaker-open" };
      if (place?.kind === "negative") return { kind: "problem", problem: place.problem };
      const { end, outcome } = await makeCall(upstream, held(grants[0]));
      if (outcome?.kind !== "answered" || !("figures" in outcome))
        return { kind: "problem", problem: end.problem };
      if (outcome.figures.resource !== "gex") throw new Error(outcome.figures.resource);
      const { spot, netGex } = outcome.figures.data;
      return { kind: "shown", spot, netGex, unreadable: outcome.unreadable ?? [] };
    },
  };
}
