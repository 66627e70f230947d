import { expect, test } from "vitest";
import { type TrapId, trapIdSchema } from "@/lib/contract/market/psychology";
import type { AvailableParts } from "@/lib/insight/available-parts";
import { readPsychology } from "@/lib/insight/traps/read-psychology";
import { AAPL, curveOf, expirationsOf, headline, historyOf, partsWith } from "./sample-parts";
import { RULES } from "./sample-rules";

type Example = {
  /** Where the definition comes from. */
  source: string;
  parts: AvailableParts;
  /** The value of each condition, computed by hand. */
  values: number[];
  state: "present" | "absent";
};

/** AAPL's recorded summary, spot 263.85, with a curve of one wall on each side. */
const walled = (call: number, put: number, gamma: readonly number[] = [60, 20, 15, 5]) => ({
  ...AAPL,
  curve: curveOf(
    [
      [put, 0, -9],
      [call, 9, 0],
    ],
    { spot: 263.85 },
  ),
  // Nearest on 17 April, weekly on the 21st, monthly on 15 May, all after the summary's 16 April.
  expirations: expirationsOf([
    [put, ...gamma],
    [call, ...gamma],
  ]),
});

/** Gains of 3.34 and losses of 1.40 in 14 days. */
const PRICES = [
  44.34, 44.09, 44.15, 43.61, 44.33, 44.83, 45.1, 45.42, 45.84, 46.08, 45.89, 46.03, 45.61, 46.28,
  46.28,
];
const priced = (prices: number[]) => partsWith({ history: historyOf(prices) });

const DETECTOR = "AlphaGEX's trap detector";
const EXAMPLES: Record<TrapId, Example> = {
  "flip-critical": {
    source: `${DETECTOR}: spot within 0.5 % of the flip`,
    parts: AAPL,
    // (247.45 - 263.85) / 263.85
    values: [-6.21565],
    state: "absent",
  },
  "negative-gamma": {
    source: "the upstream's notes: sign of net GEX, and GEX in shares / average volume",
    // SPY's recorded -1017367026.884 / (672.4 * 672.4 * 0.01) / 82776138 = -0.0027184.
    parts: partsWith({ gex: headline({ netGex: -1_017_367_026.884, gexVolumeRatio: -0.0027184 }) }),
    values: [-1_017_367_026.884, 0.0027184],
    state: "absent",
  },
  "positive-gamma": {
    source: "the upstream's notes: sign of net GEX, and GEX in shares / average volume",
    parts: AAPL,
    values: [966_965_894.1765001, 0.061],
    state: "present",
  },
  "near-call-wall": {
    source: `OptionCharts: the strike with the highest call gamma; ${DETECTOR}: within 2 %`,
    parts: walled(268, 255),
    // (268 - 263.85) / 263.85
    values: [1.57286, 1.57286],
    state: "present",
  },
  "near-put-wall": {
    source: `OptionCharts: the strike with the highest put gamma; ${DETECTOR}: within 2 %`,
    parts: walled(270, 260),
    // (260 - 263.85) / 263.85
    values: [-1.45916, -1.45916],
    state: "present",
  },
  "expiry-concentration": {
    source: "the upstream's pct_gamma_expiring_nearest_expiry: net GEX of the nearest / of all",
    parts: AAPL,
    // 453488422.3605 / 966965894.1765
    values: [0.46898],
    state: "absent",
  },
  liberation: {
    source: `${DETECTOR}: call wall within 3 %, over 70 % of its gamma in 0 to 5 days`,
    parts: walled(270, 255),
    // (270 - 263.85) / 263.85; (60 + 20) / 100; 16 to 17 April
    values: [2.33087, 2.33087, 0.8, 1],
    state: "present",
  },
  "false-floor": {
    source: `${DETECTOR}: put wall within 5 %, over 60 % in 0 to 5 days, under 30 % in 6 to 14`,
    parts: walled(270, 255),
    // (255 - 263.85) / 263.85; 80 / 100; 16 to 17 April; 5 / 100 without a date
    values: [-3.35418, -3.35418, 0.8, 1, 0.05],
    state: "present",
  },
  "crowded-calls": {
    source: "crossvol.com: a put/call ratio is read against its own average",
    parts: AAPL,
    // 0.57 / ((0.60 + 0.52) / 2) - 1
    values: [0.57, 1.78571],
    state: "absent",
  },
  "crowded-puts": {
    source: "crossvol.com: a put/call ratio is read against its own average",
    parts: partsWith({
      gex: headline({
        putCallRatioOpenInterest: 1.3,
        putCallRatioChange30Days: 0.2,
        putCallRatioChange60Days: 0.1,
      }),
    }),
    // 1.30 / ((1.10 + 1.20) / 2) - 1
    values: [1.3, 13.04348],
    state: "present",
  },
  "dear-calls": {
    source: "the upstream's skew pages: current skew against its average",
    parts: AAPL,
    // 0.0489057 - 0.0908217
    values: [1.09509, -0.04192],
    state: "absent",
  },
  overbought: {
    source: "Wilder 1978: RSI over 14 days above 70",
    // 100 * 3.34 / (3.34 + 1.40)
    parts: priced(PRICES),
    values: [70.46414],
    state: "present",
  },
  oversold: {
    source: "Wilder 1978: RSI over 14 days below 30",
    // The same prices upside down: 100 * 1.40 / (1.40 + 3.34).
    parts: priced(PRICES.map((price) => 100 - price)),
    values: [29.53586],
    state: "present",
  },
};

test.each(trapIdSchema.options)("%s reads as computed by hand from its definition", (id) => {
  const { parts, values, state, source } = EXAMPLES[id];
  const trap = readPsychology(parts, RULES).traps.find((one) => one.id === id);
  expect(source).not.toBe("");
  expect(trap?.thresholds.map(({ value }) => Number(value?.toFixed(5)))).toEqual(
    values.map((value) => Number(value.toFixed(5))),
  );
  expect(trap?.state).toBe(state);
});
