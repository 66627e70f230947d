import { describe, expect, test } from "vitest";
import {
  doneWords,
  endWords,
  openWords,
  waitWords,
} from "@/components/scanner/scan/progress-words";
import { leftOutWords, scanCostWords } from "@/components/scanner/scan/setup-words";
import { startWords } from "@/components/scanner/setup/start-words";
import { scanSymbolsIn, withSymbols } from "@/lib/client/scans/scan-symbols";
import { SCAN_SYMBOLS_MAX } from "@/lib/contract/scan/scan-limit";
import { scanFixture, summaryFixture } from "../../support/visitors/scan-fixture";
import { NOW } from "../../support/visitors/snapshot-fixture";

describe("a pasted text", () => {
  test("splits into rows, repeats, and what is no symbol", () => {
    const typed = scanSymbolsIn("spy, QQQ;iwm\nSPY NASDAQ:AAPL brk.b \u202eevil ..  QQQ");
    expect(typed.added).toEqual(["SPY", "QQQ", "IWM", "AAPL", "BRK.B"]);
    expect(leftOutWords(typed)).toBe(
      "\u202eevil is not a valid symbol: it contains the invisible character U+202E. " +
        ".. is not a valid symbol. SPY and QQQ are listed twice and will be scanned once.",
    );
  });

  test("is a scan up to its size, and names what is over it", () => {
    const many = Array.from({ length: SCAN_SYMBOLS_MAX + 2 }, (_, index) => `A${index}`);
    const typed = scanSymbolsIn(many.join(" "));
    expect(typed.added).toHaveLength(SCAN_SYMBOLS_MAX);
    expect(leftOutWords(typed)).toBe("A200 and A201 not added: the limit of a scan is 200.");
  });

  test("needs no word when nothing is left out", () => {
    expect(leftOutWords(scanSymbolsIn("SPY QQQ"))).toBeNull();
  });

  test("takes a list without doubling what it has", () => {
    expect(withSymbols(" spy ", ["SPY", "QQQ"])).toBe("spy QQQ");
    expect(withSymbols("", ["SPY"])).toBe("SPY");
    expect(withSymbols("spy QQQ", ["SPY", "QQQ"])).toBe("spy QQQ");
  });
});

describe("the cost of a scan", () => {
  const estimate = {
    total: 57,
    accepted: 57,
    duplicates: [],
    rejected: [],
    cached: 9,
    cost: 48,
    estimatedSeconds: 160,
  };

  test("is shown before it is started", () => {
    expect(scanCostWords(57, estimate)).toBe("57 symbols · 9 cached · 48 API calls · ~2 min 40s");
    expect(scanCostWords(1, { ...estimate, cached: 0, cost: 1, estimatedSeconds: 0.4 })).toBe(
      "1 symbol · 1 API call · ~1s",
    );
  });

  test("is nothing where all is fresh, and never guessed", () => {
    expect(scanCostWords(9, { ...estimate, cost: 0, estimatedSeconds: 0 })).toBe(
      "9 symbols · 9 cached · no API calls · immediate",
    );
    expect(scanCostWords(57, null)).toBe("57 symbols");
    expect(scanCostWords(0, null)).toBe("0 symbols");
  });
});

describe("the one button", () => {
  const known = {
    control: { view: null, cancelled: false, isUnread: false },
    isShown: false,
    isStarted: false,
    count: 3,
    starting: false,
    refusal: null,
  };
  const shown = (state: "running" | "paused" | "ended", cancelled = false) => ({
    ...known,
    isShown: true,
    control: { view: { summary: summaryFixture({ state }) }, cancelled, isUnread: false },
  });

  test("starts, says how the scan goes, and scans again", () => {
    expect(startWords(known)).toMatchObject({ text: "Start scan", open: true });
    expect(startWords({ ...known, starting: true })).toMatchObject({ open: false });
    expect(startWords(shown("running"))).toMatchObject({
      text: "Scanning · 2 of 4 · 1 failed",
      open: false,
    });
    expect(startWords(shown("paused"))).toMatchObject({ open: false });
    expect(startWords(shown("ended"))).toMatchObject({ text: "Scan again", open: true });
    expect(startWords(shown("paused", true))).toMatchObject({ text: "Scan again", open: true });
  });

  test("waits for symbols, and starts others beside a running scan", () => {
    expect(startWords({ ...known, count: 0 })).toMatchObject({ open: false });
    expect(startWords({ ...shown("running"), isShown: false })).toMatchObject({ open: true });
  });

  test("starts no unread scan twice, but others, and after its end", () => {
    const unread = { view: null, cancelled: false, isUnread: true };
    const started = { ...known, isStarted: true, control: unread };
    expect(startWords(started)).toMatchObject({ text: "Started · loading…", open: false });
    expect(startWords({ ...started, isStarted: false })).toMatchObject({ open: true });
    expect(startWords({ ...started, control: { ...unread, cancelled: true } }).open).toBe(true);
    // Another scan was shown meanwhile, or none.
    expect(startWords({ ...started, control: known.control })).toMatchObject({ open: true });
  });

  test("says why a press started nothing", () => {
    const refusal = { reason: "queue-full", detail: "Wait for one to end.", readyAt: NOW } as const;
    expect(startWords({ ...known, refusal }).problem).toEqual({
      words: "Queue full: Wait for one to end.",
      readyAt: NOW,
    });
  });
});

describe("the progress line", () => {
  const summary = summaryFixture();

  test("shows what ended and failed, the wait and the place", () => {
    expect(doneWords(summary)).toBe("2 of 4 · 1 failed");
    expect(doneWords({ done: 3, failed: 0, total: 4 })).toBe("3 of 4");
    const view = { summary, endsAt: NOW + 130_000 };
    expect(waitWords(view, "running", NOW)).toBe("~2 min 10s · next row 3rd in queue");
    const under = { ...view, summary: summaryFixture({ place: 0 }) };
    expect(waitWords(under, "running", NOW)).toContain("next row loading");
    const out = { ...view, summary: summaryFixture({ place: null }) };
    expect(waitWords(out, "running", NOW)).toBe("~2 min 10s");
    expect(waitWords(view, "paused", NOW)).not.toContain("~");
  });

  test("names the rows in queue and counts those that wait", () => {
    expect(openWords(scanFixture().rows)).toBe("In queue: QQQ · next: IWM");
    const rows = ["A", "B", "C", "D", "E", "F", "G"].map((symbol, index) => {
      return { symbol, position: index + 1, state: "waiting" as const };
    });
    expect(openWords(rows)).toBe("next: A, B, C, D, E · 2 more waiting");
    expect(openWords([])).toBe("");
  });

  test("ends in a sentence that fits a tab's title", () => {
    expect(endWords({ done: 56, failed: 1, total: 57 })).toBe(
      "Scan done: 56 of 57 symbols loaded, 1 failed",
    );
    expect(endWords({ done: 1, failed: 0, total: 1 })).toBe("Scan done: 1 of 1 symbol loaded");
  });
});
