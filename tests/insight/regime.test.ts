import { describe, expect, test } from "vitest";
import { regimeSchema } from "@/lib/contract/market/regime";
import { readRegime } from "@/lib/insight/regime";
import { insightPolicy } from "@/lib/policy";
import { AAPL, curveOf, headline, partsWith, SPY, ZM } from "./sample-parts";

const read = (gex: Parameters<typeof headline>[0]) =>
  readRegime(partsWith({ gex: headline({ spot: 100, ...gex }) }), insightPolicy);

/**
 * Definition: above the flip dealers dampen moves, below it they amplify them (the upstream's notes
 * on its GEX dashboard). At the flip: within 0.5 % of spot (AlphaGEX's trap detector).
 */
describe("the regime", () => {
  test("is positive above the flip for AAPL, negative below for SPY", () => {
    expect(readRegime(AAPL, insightPolicy)).toMatchObject({
      regime: "positive-above-flip",
      sentence: "Above the flip in positive gamma: dealer hedging tends to dampen moves.",
    });
    expect(readRegime(SPY, insightPolicy)).toMatchObject({
      regime: "negative-below-flip",
      sentence: "Below the flip in negative gamma: dealer hedging tends to amplify moves.",
    });
  });

  test.each([
    [1, 90, "positive-above-flip"],
    [-1, 110, "negative-below-flip"],
    [1, 110, "positive-below-flip"],
    [-1, 90, "negative-above-flip"],
    [0, 90, "balanced"],
    [0, null, "balanced"],
    [1, null, "positive-without-flip"],
    [-1, null, "negative-without-flip"],
    [1, 100, "at-flip"],
    [-1, 100.49, "at-flip"],
    [0, 99.51, "at-flip"],
    // Half a percent away is not at it.
    [1, 99.5, "positive-above-flip"],
    [-1, 100.5, "negative-below-flip"],
  ])("net GEX %s with the flip at %s and spot at 100 is %s", (netGex, flip, regime) => {
    const reading = read({ netGex, flip });
    expect(reading.regime).toBe(regime);
    expect(regimeSchema.parse(reading)).toEqual(reading);
    expect(reading.sentence).toMatch(/^[A-Z][^.]+\.$/);
  });

  test.each([
    [{ netGex: null }, ["net GEX"]],
    [{ spot: null }, ["spot"]],
    [{ netGex: null, spot: null }, ["net GEX", "spot"]],
  ])("with %s it is unknown and names what is missing", (gex, missing) => {
    expect(read({ netGex: 1, ...gex })).toMatchObject({
      regime: "unknown",
      missing,
      sentence: `Not known without ${missing.join(" and ")}.`,
    });
  });

  test("the combined curve alone is enough; a history alone is not", () => {
    const curve = curveOf([], { spot: 100, netGex: -2, flip: 110 });
    expect(readRegime(partsWith({ curve }), insightPolicy).regime).toBe("negative-below-flip");
    expect(readRegime(ZM, insightPolicy)).toMatchObject({ missing: ["net GEX", "spot"] });
  });
});
