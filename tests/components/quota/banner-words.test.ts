import { describe, expect, test } from "vitest";
import { bannerWords } from "@/components/quota/banner-words";
import { quotaNow } from "@/lib/client/tab/quota-now";
import type { Quota } from "@/lib/contract/quota/quota";
import { NOW, quotaFixture, windowFixture } from "../../support/visitors/snapshot-fixture";

function known(over: Partial<Quota> = {}) {
  const quota = quotaFixture(over);
  return { quota, now: quotaNow(quota, NOW, NOW) };
}
const calm = {
  quota: known(),
  missed: null,
  statusReads: true,
  asks: [],
  online: true,
  time: NOW,
};
const inLine = { kind: "queued", ticket: "t", position: 3, endsAt: NOW + 9_000 } as const;
const open = { state: "open", reason: "timeouts", retryInSeconds: 40 } as const;
const down = {
  health: "down",
  healthReason: "It is not answering since 10:31.",
  breaker: open,
} as const;

describe("the banner", () => {
  test("is none while all is well, or for a wait too short to read", () => {
    expect(bannerWords(calm)).toBeNull();
    expect(
      bannerWords({ ...calm, asks: [["SPY", { ...inLine, endsAt: NOW + 1_500 }] as const] }),
    ).toBeNull();
  });

  test("says the place, the wait, and that a press will not help", () => {
    const quota = known({ remaining: 0, used: 20 });
    expect(bannerWords({ ...calm, quota, asks: [["SPY", inLine] as const] })?.text).toBe(
      "No API calls left in the shared quota. 3rd in queue, about 9s. No need to refresh again.",
    );
  });

  test("promises no unknown time, and says why", () => {
    const waitReason = "No running deployment can make this API call.";
    const stuck = { ...inLine, endsAt: null, waitReason };
    expect(bannerWords({ ...calm, asks: [["SPY", stuck] as const] })?.text).toBe(
      `${waitReason} 3rd in queue.`,
    );
  });

  test("counts nothing down while an admin has paused calls", () => {
    const healthReason = "API calls are paused by an admin since 18:07 ET.";
    const breaker = { state: "held", reason: healthReason, retryInSeconds: null } as const;
    const paused = { health: "down", healthReason, breaker, nextSlotInSeconds: null } as const;
    expect(bannerWords({ ...calm, quota: known(paused) })?.text).toBe(
      `${healthReason} Showing saved data.`,
    );
  });

  test("says that this deployment's key is refused, and the next try", () => {
    const healthReason = "Trading Volatility refused this deployment's API key.";
    const refused = { health: "down", healthReason, refusedKeyUntil: "2026-11-24T16:07:00.000Z" };
    expect(bannerWords({ ...calm, quota: known(refused as Partial<Quota>) })?.text).toBe(
      `${healthReason} Showing saved data. Retrying the key at 11:07 ET.`,
    );
  });

  test("blames no quota for a wait that has another cause", () => {
    const text = (name: string, over: object, quota = calm.quota) =>
      bannerWords({ ...calm, quota, asks: [[name, { ...inLine, ...over }] as const] })?.text;
    const rest = "No need to refresh again.";
    expect(text("SPY", {})).toBe(`3rd in queue, about 9s. ${rest}`);
    expect(text("SPY", { position: 0 })).toBe(`Loading, about 9s. ${rest}`);
    expect(text("SPY", { position: 1 })).toBe(`1st in queue, about 9s. ${rest}`);
    const curves = windowFixture({ name: "expensive", limit: 5, used: 5 });
    const full = known({ windows: [...calm.quota.quota.windows, curves] });
    expect(text("SPY curve combined", { position: 1 }, full)).toBe(
      `No API calls left for gamma by strike, expirations and screeners. 1st in queue, about 9s. ${rest}`,
    );
    expect(text("SPY", { position: 1 }, full)).toBe(`1st in queue, about 9s. ${rest}`);
  });

  test("says why no call can go and until when, press or not", () => {
    const limited = { state: "open", reason: "limited", retryInSeconds: 55 } as const;
    const quota = known({
      health: "rate_limited",
      healthReason: "The limit is reached.",
      breaker: limited,
    });
    expect(bannerWords({ ...calm, quota })?.text).toBe(
      "The limit is reached. Next API call in 55s. Refreshing earlier does not help.",
    );
  });

  test("says why the upstream is down, what is shown, and what next", () => {
    expect(bannerWords({ ...calm, quota: known(down) })?.text).toBe(
      "It is not answering since 10:31. Showing saved data. Retrying in 40s.",
    );
  });

  test("says since when, also of what began before this tab", () => {
    const quota = known({ ...down, healthSince: "2026-11-24T15:31:05.000Z" });
    expect(bannerWords({ ...calm, quota })?.text).toMatch(
      /Retrying in 40s\. Down since 10:31 ET\.$/,
    );
  });

  test("is one at a time: down, limited, outside usage, offline", () => {
    const all = {
      ...calm,
      quota: known({ ...down, outsideUsage: true }),
      asks: [["SPY", inLine] as const],
      online: false,
    };
    const limited = { ...all, quota: known({ outsideUsage: true }) };
    const ranked = [all, limited, { ...limited, asks: [] }, { ...calm, online: false }];
    expect(ranked.map((each) => bannerWords(each)?.kind)).toEqual([
      "down",
      "limited",
      "outside-usage",
      "offline",
    ]);
  });

  test("names a deployment with another database as a cause", () => {
    const { text } = bannerWords({ ...calm, quota: known({ outsideUsage: true }) }) ?? {};
    expect(text).toContain("a deployment with another database uses the same key");
  });

  test("reports a silent store, but blames none while offline", () => {
    expect(bannerWords({ ...calm, quota: null })?.kind).toBe("down");
    expect(bannerWords({ ...calm, quota: null, online: false })?.kind).toBe("offline");
  });

  test("promises a look only where one will happen", () => {
    const text = (statusReads: boolean) => bannerWords({ ...calm, quota: null, statusReads })?.text;
    expect(text(true)).toMatch(/Showing saved data\. Checking again in 1 min\.$/);
    expect(text(false)).toMatch(/Showing saved data\. The next refresh checks again\.$/);
  });

  test("says since when Gammagate is silent, unless offline", () => {
    const refusal = { reason: "unreachable", detail: "No answer.", readyAt: null } as const;
    const unknown = { ...calm, missed: { since: NOW - 660_000, refusal } };
    expect(bannerWords(unknown)?.text).toBe(
      "Gammagate has not responded since 10:31 ET. Showing saved data. Checking again in 1 min.",
    );
    const busy = { ...refusal, reason: "overloaded", detail: "Too much is asked of it." } as const;
    expect(bannerWords({ ...calm, missed: { since: NOW, refusal: busy } })?.text).toMatch(
      /^No quota update since 10:42 ET\. Too much is asked of it\. Showing/,
    );
    expect(bannerWords({ ...unknown, online: false })?.kind).toBe("offline");
  });

  test("claims nothing too old but a place in queue", () => {
    const old = { ...known({ ...down, outsideUsage: true }), now: null };
    expect(bannerWords({ ...calm, quota: old })).toBeNull();
    const limited = { ...known({ health: "rate_limited" }), now: null };
    expect(bannerWords({ ...calm, quota: limited })).toBeNull();
    expect(bannerWords({ ...calm, quota: old, asks: [["SPY", inLine] as const] })?.text).toBe(
      "3rd in queue, about 9s. No need to refresh again.",
    );
  });
});
