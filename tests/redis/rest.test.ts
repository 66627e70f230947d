import { describe, expect, it } from "vitest";
import type { Clock } from "@/lib/clock";
import { createRest } from "@/lib/redis/rest";
import { StoreFault, type StoreFaultReason } from "@/lib/store-fault";

function setUp({ random = 0.5 } = {}) {
  let time = 0;
  const clock: Clock = {
    now: () => time,
    monotonic: () => time,
    sleep: () => Promise.resolve(),
  };
  const rest = createRest(clock, () => random);
  let sent = 0;
  const attempt = (outcome: StoreFaultReason | "ok") =>
    rest
      .attempt(async () => {
        sent += 1;
        if (outcome !== "ok") throw new StoreFault(outcome);
        return "ok";
      })
      .catch((fault: StoreFault) => fault.reason);
  return {
    rest,
    attempt,
    sent: () => sent,
    pass: (milliseconds: number) => {
      time += milliseconds;
    },
    async fail(times: number) {
      for (let i = 0; i < times; i++) await attempt("timeout");
    },
  };
}

describe("a failing store is left alone", () => {
  it("after three failures in a row nothing is sent for 2 s", async () => {
    const { attempt, fail, pass, sent } = setUp();
    await fail(3);
    expect(await attempt("ok")).toBe("resting");
    pass(1_999);
    expect(await attempt("ok")).toBe("resting");
    expect(sent()).toBe(3);
    pass(1);
    expect(await attempt("ok")).toBe("ok");
  });

  it("keeps sending after two failures; a success resets the count", async () => {
    const { attempt, fail } = setUp();
    await fail(2);
    expect(await attempt("ok")).toBe("ok");
    await fail(2);
    expect(await attempt("ok")).toBe("ok");
  });

  it("retries every 4 s while trials fail, until one succeeds", async () => {
    const { attempt, fail, pass, sent } = setUp();
    await fail(3);
    pass(2_000);
    expect(await attempt("unreachable")).toBe("unreachable");
    for (let trial = 0; trial < 3; trial++) {
      pass(3_999);
      expect(await attempt("ok")).toBe("resting");
      pass(1);
      expect(await attempt("loading")).toBe("loading");
    }
    expect(sent()).toBe(7);
    pass(4_000);
    expect(await attempt("ok")).toBe("ok");
    await fail(2);
    expect(await attempt("ok")).toBe("ok");
  });

  it.each(["timeout", "unreachable", "readonly", "out-of-memory", "loading"] as const)(
    "%s counts as a failure",
    async (reason) => {
      const { attempt } = setUp();
      for (let i = 0; i < 3; i++) await attempt(reason);
      expect(await attempt("ok")).toBe("resting");
    },
  );

  it("counts a refusal as an answer, which ends a rest", async () => {
    const { attempt, fail, pass } = setUp();
    for (let i = 0; i < 10; i++) await attempt("refused");
    expect(await attempt("ok")).toBe("ok");
    await fail(3);
    pass(2_000);
    expect(await attempt("refused")).toBe("refused");
    expect(await attempt("ok")).toBe("ok");
  });

  it("one trial at a time when the rest is over", async () => {
    const { rest, attempt, fail, pass } = setUp();
    await fail(3);
    pass(2_000);
    let land = (_: string) => {};
    const trial = rest.attempt(
      () =>
        new Promise<string>((resolve) => {
          land = resolve;
        }),
    );
    expect(await attempt("ok")).toBe("resting");
    land("back");
    expect(await trial).toBe("back");
    expect(await attempt("ok")).toBe("ok");
  });

  it("counts overlapping failures once, yet rests after such a row", async () => {
    const { rest, attempt, pass } = setUp();
    const breakTen = async () => {
      let cut = () => {};
      const cable = new Promise<void>((resolve) => {
        cut = resolve;
      });
      const ten = Array.from({ length: 10 }, () =>
        rest.attempt(() => cable.then(() => Promise.reject(new StoreFault("unreachable")))),
      );
      pass(100);
      cut();
      await Promise.allSettled(ten);
    };
    await breakTen();
    await breakTen();
    expect(await attempt("ok")).toBe("ok");
    await breakTen();
    await breakTen();
    await breakTen();
    expect(await attempt("ok")).toBe("resting");
  });

  it.each([
    [0, 1_800],
    [1, 2_200],
  ])("the rest varies by a tenth either way (random %d: %d ms)", async (random, milliseconds) => {
    const { attempt, fail, pass } = setUp({ random });
    await fail(3);
    pass(milliseconds - 1);
    expect(await attempt("ok")).toBe("resting");
    pass(1);
    expect(await attempt("ok")).toBe("ok");
  });
});

describe("the report of trouble", () => {
  function setUpReports() {
    const parts = setUp();
    const reported: StoreFaultReason[] = [];
    parts.rest.onTrouble((reason) => reported.push(reason));
    return { ...parts, reported };
  }

  it.each(["readonly", "out-of-memory", "loading"] as const)(
    "comes at once where the server says %s, once while it lasts",
    async (reason) => {
      const { attempt, pass, reported } = setUpReports();
      for (let times = 0; times < 3; times += 1) {
        await attempt(reason);
        await attempt("ok");
        pass(60_000);
      }
      expect(reported).toEqual([reason]);
      pass(15 * 60_000);
      await attempt(reason);
      expect(reported).toEqual([reason, reason]);
    },
  );

  it("comes of silence once it is left alone, not of a lost reply", async () => {
    const { fail, reported } = setUpReports();
    await fail(2);
    expect(reported).toEqual([]);
    await fail(1);
    expect(reported).toEqual(["timeout"]);
  });

  it("never comes where the store refuses what was asked", async () => {
    const { attempt, reported } = setUpReports();
    for (let times = 0; times < 4; times += 1) await attempt("refused");
    expect(reported).toEqual([]);
  });
});
