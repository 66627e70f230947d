import { describe, expect, test } from "vitest";
import type { Gate } from "@/lib/gate/create-gate";
import { quoteAll } from "@/lib/gate/quote/quote";
import type { Grant } from "@/lib/gate/step";
import { ask, landed, NO_GRANT } from "../../support/store/gate-probe";
import { createGateRig, held } from "../gate-rig";

const rig = createGateRig();
const KINDS = { v1: "v1:/gex/latest", v2: "v2:/tickers/*" } as const;
const WINDOW_MS = 60_000;

const maker = (api: keyof typeof KINDS) =>
  rig.another({ kinds: [KINDS[api]], credential: `key of ${api}` });
const asked = (api: keyof typeof KINDS, name: string) =>
  ask(`${api}-${name}`, `c-${api}-${name}`, { kind: KINDS[api] });

async function claim(gate: Gate): Promise<Grant | null> {
  return (await gate.step({ room: 6 })).grants[0] ?? null;
}

describe("a job", () => {
  test("is claimed only by a maker that can make it", async () => {
    const [v1, v2] = [maker("v1"), maker("v2")];
    await v1.step({ enter: [asked("v1", "A")] });
    await v2.step({ enter: [asked("v2", "B")] });
    expect(held(await claim(v2)).key).toContain("v2-B");
    rig.time.now += 250;
    expect(await claim(v2)).toBeNull();
    expect(held(await claim(v1)).key).toContain("v1-A");
  });

  test("has a wait only while an awake maker can make it", async () => {
    const v2 = maker("v2");
    const { entered, now } = await v2.step({ enter: [asked("v1", "A"), asked("v2", "B")] });
    const [stuck, other] = entered.map((place) => ("job" in place ? place.job : 0));
    const quotesOf = async (gate: Gate) => quoteAll((await gate.step({ room: 6 })).summary, now);
    const quotes = await quotesOf(v2);
    expect(quotes.get(stuck ?? 0)).toMatchObject({
      waitMs: Number.POSITIVE_INFINITY,
      stuck: { why: "no-deployment" },
    });
    expect(quotes.get(other ?? 0)).toMatchObject({ position: 0, stuck: null });
    rig.time.now += 250;
    expect((await quotesOf(maker("v1"))).get(stuck ?? 0)?.stuck).toBeNull();
    // The v1 maker has been silent for longer than an instance with waiters would be.
    rig.time.now += 2 * WINDOW_MS;
    await v2.step({ enter: [asked("v1", "C")] });
    rig.time.now += 250;
    const gone = await v2.step({ room: 6 });
    // No instance stepped in that time, so the leases of the first two jobs are kept.
    expect(gone.summary.line.map(({ hasMaker }) => hasMaker)).toEqual([false, true, false]);
  });

  test("ends with its lease when no maker can make it", async () => {
    const v2 = maker("v2");
    await v2.step({ enter: [asked("v1", "A")] });
    rig.time.now += 5 * WINDOW_MS;
    expect((await v2.step({ room: 6 })).summary.line).toEqual([]);
  });

  test("is not granted again to a maker that could not make it", async () => {
    const [old, other] = [rig.gate(), rig.another()];
    await old.step({ enter: [ask("NEW")] });
    const grant = held(await claim(old));
    const { grant: id, request, grantedAt } = grant;
    const settle = [
      {
        ...landed(NO_GRANT, 0),
        grant: id,
        request,
        grantedAt,
        ...({ slot: "unsent", job: "again", verdict: "none", problem: "not-offered" } as const),
      },
    ];
    const { grants } = await old.step({ settle, room: 6, unable: [grant.key] });
    expect(grants).toEqual([]);
    rig.time.now += 2_000;
    expect(held(await claim(other))).toMatchObject({ key: grant.key, attempt: 1 });
  });
});

describe("two makers", () => {
  test("have one turn each: neither delays the other", async () => {
    const [v1, v2, second] = [maker("v1"), maker("v2"), maker("v2")];
    await v1.step({ enter: [asked("v1", "A"), asked("v1", "B")], room: 6 });
    rig.time.now += 100;
    const { sleepUntil, now } = await v2.step({ enter: [asked("v2", "C")], room: 6 });
    // It wakes when the spacing is over, not after the other maker's turn.
    expect(sleepUntil - now).toBe(150);
    const asleep = await second.step({ room: 6 });
    expect(asleep.sleepUntil - asleep.now).toBeGreaterThan(150);
  });

  test("leave a slot to the maker whose job ranks first", async () => {
    const [v1, v2] = [maker("v1"), maker("v2")];
    await v1.step({ enter: [asked("v1", "A"), asked("v1", "B")], room: 6 });
    await v2.step({ enter: [asked("v2", "C")], room: 6 });
    rig.time.now += 250;
    // B ranks before C, and its maker is about to wake. So C's maker waits one spacing.
    const left = await v2.step({ room: 6 });
    expect(left.grants).toEqual([]);
    expect(left.sleepUntil - left.now).toBe(250);
    expect(held(await claim(v1)).key).toContain("v1-B");
    rig.time.now += 250;
    expect(held(await claim(v2)).key).toContain("v2-C");
  });

  test("do not wait for an absent maker", async () => {
    const [v1, v2] = [maker("v1"), maker("v2")];
    await v1.step({ enter: [asked("v1", "A"), asked("v1", "B")], room: 6 });
    await v2.step({ enter: [asked("v2", "C")], room: 6 });
    let waited = 0;
    for (; waited < 3_000 && !(await claim(v2)); waited += 250) rig.time.now += 250;
    expect(waited).toBeLessThanOrEqual(WINDOW_MS / 60 + 500);
  });

  test("share by rank, even if one maker always steps first", async () => {
    const [v1, v2] = [maker("v1"), maker("v2")];
    const names = Array.from({ length: 10 }, (_, at) => String(at));
    await v1.step({ enter: names.map((name) => ask(name, "one", { kind: KINDS.v1 })) });
    const two = names.map((name) => ask(`T${name}`, "two", { kind: KINDS.v2 }));
    await v2.step({ enter: two });
    const served: string[] = [];
    for (let at = 0; served.length < 12 && at < 100; at += 1) {
      for (const gate of [v1, v2]) {
        const { grants } = await gate.step({ room: 6 });
        served.push(...grants.map(({ caller }) => caller));
        await gate.step({ settle: grants.map((grant) => landed(grant, rig.time.now)), room: 6 });
      }
      rig.time.now += 250;
    }
    const ones = served.slice(0, 12).filter((caller) => caller === "one").length;
    expect(Math.abs(ones - 6)).toBeLessThanOrEqual(1);
  });
});
