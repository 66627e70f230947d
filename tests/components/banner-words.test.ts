import { describe, expect, test } from "vitest";
import { bannerWords } from "@/components/quota/banner-words";
import { quotaNow } from "@/lib/client/quota-now";
import type { Quota } from "@/lib/contract/quota";
import { NOW, quotaFixture } from "../support/snapshot-fixture";

function known(over: Partial<Quota> = {}) {
  const quota = quotaFixture(over);
  return { quota, now: quotaNow(quota, NOW, NOW) };
}
const calm = {
  ...{ quota: known(), missed: null, statusReads: true },
  ...{ asks: [], online: true, time: NOW },
};
const inLine = { kind: "in-line", ticket: "t", position: 3, landsAt: NOW + 9_000 } as const;
const open = { state: "open", reason: "timeouts", retryInSeconds: 40 } as const;
const down = {
  health: "down",
  healthReason: "It is not answering since 10:31.",
  breaker: open,
} as const;

describe("the banner", () => {
  test("is none while all is well, and none for a wait too short to read about", () => {
    expect(bannerWords(calm)).toBeNull();
    expect(
      bannerWords({ ...calm, asks: [["SPY", { ...inLine, landsAt: NOW + 1_500 }] as const] }),
    ).toBeNull();
  });

  test("says the place, the wait, and that pressing again will not help", () => {
    const quota = known({ remaining: 0, used: 20 });
    expect(bannerWords({ ...calm, quota, asks: [["SPY", inLine] as const] })?.text).toBe(
      "The shared quota is used up. You are 3rd in line, about 9 s. Refreshing again will not help.",
    );
  });

  test("blames nobody and no quota for a wait that is neither's doing", () => {
    const text = (name: string, over: object, quota = calm.quota) =>
      bannerWords({ ...calm, quota, asks: [[name, { ...inLine, ...over }] as const] })?.text;
    const rest = "Refreshing again will not help.";
    expect(text("SPY", {})).toBe(
      `Others are before you in line. You are 3rd in line, about 9 s. ${rest}`,
    );
    expect(text("SPY", { position: 0 })).toBe(`Yours is on its way, about 9 s. ${rest}`);
    expect(text("SPY", { position: 1 })).toBe(`You are 1st in line, about 9 s. ${rest}`);
    const rested = { state: "closed", reason: null, retryInSeconds: 0 } as const;
    const curves = {
      name: "expensive",
      limit: 5,
      used: 5,
      windowSeconds: 60,
      breaker: rested,
    } as const;
    const full = known({ windows: [...calm.quota.quota.windows, curves] });
    expect(text("SPY curve combined", { position: 1 }, full)).toBe(
      `The shared quota for curves and expirations is used up. You are 1st in line, about 9 s. ${rest}`,
    );
    expect(text("SPY", { position: 1 }, full)).toBe(`You are 1st in line, about 9 s. ${rest}`);
  });

  test("says why no call can go, until when, and that pressing before will not help", () => {
    const limited = { state: "open", reason: "limited", retryInSeconds: 55 } as const;
    const quota = known({
      health: "rate_limited",
      healthReason: "The limit is reached.",
      breaker: limited,
    });
    expect(bannerWords({ ...calm, quota })?.text).toBe(
      "The limit is reached. Next call in 55 s; refreshing before will not help.",
    );
  });

  test("says why the upstream is down, what is shown, and when the next try is", () => {
    expect(bannerWords({ ...calm, quota: known(down) })?.text).toBe(
      "It is not answering since 10:31. Showing the last data. Next try in 40 s.",
    );
  });

  test("says since when, also of what began before this tab", () => {
    const quota = known({ ...down, healthSince: "2026-11-24T15:31:05.000Z" });
    expect(bannerWords({ ...calm, quota })?.text).toMatch(
      /Next try in 40 s\. It began at 10:31 ET\.$/,
    );
  });

  test("is one at a time: down before limited before outside usage before offline", () => {
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

  test("tells of a store that does not answer, but blames no store while offline", () => {
    expect(bannerWords({ ...calm, quota: null })?.kind).toBe("down");
    expect(bannerWords({ ...calm, quota: null, online: false })?.kind).toBe("offline");
  });

  test("promises a look only where somebody will look", () => {
    const text = (statusReads: boolean) => bannerWords({ ...calm, quota: null, statusReads })?.text;
    expect(text(true)).toMatch(/Showing the last data; next look in a minute\.$/);
    expect(text(false)).toMatch(/Showing the last data; the next press looks again\.$/);
  });

  test("tells since when Gammagate itself is not heard, but blames nobody while offline", () => {
    const refusal = { reason: "unreachable", detail: "No answer.", readyAt: null } as const;
    const unheard = { ...calm, missed: { since: NOW - 660_000, refusal } };
    expect(bannerWords(unheard)?.text).toBe(
      "Gammagate has not answered since 10:31 ET. Showing the last data; next look in a minute.",
    );
    const busy = { ...refusal, reason: "overloaded", detail: "Too much is asked of it." } as const;
    expect(bannerWords({ ...calm, missed: { since: NOW, refusal: busy } })?.text).toMatch(
      /^The quota has not been read since 10:42 ET\. Too much is asked of it\. Showing/,
    );
    expect(bannerWords({ ...unheard, online: false })?.kind).toBe("offline");
  });

  test("claims nothing of what was told too long ago but a place in line", () => {
    const old = { ...known({ ...down, outsideUsage: true }), now: null };
    expect(bannerWords({ ...calm, quota: old })).toBeNull();
    const limited = { ...known({ health: "rate_limited" }), now: null };
    expect(bannerWords({ ...calm, quota: limited })).toBeNull();
    expect(bannerWords({ ...calm, quota: old, asks: [["SPY", inLine] as const] })?.text).toBe(
      "You are 3rd in line, about 9 s. Refreshing again will not help.",
    );
  });
});
