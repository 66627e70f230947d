import type { GammaReading } from "@/lib/contract/market/gamma";
import type { AvailableParts } from "./available-parts";
import { readConcentration } from "./concentration";
import { readLevels } from "./levels";
import { readRegime } from "./regime";
import type { Rules } from "./thresholds";
import { readWallsByExpiry } from "./walls-by-expiry";
import { readWeekDecay } from "./week-decay";

/** Calculates gamma intelligence from the parts at hand. It names the inputs of missing parts. */
export function readGamma(parts: AvailableParts, rules: Rules): GammaReading {
  return {
    regime: readRegime(parts, rules),
    levels: readLevels(parts, rules),
    concentration: readConcentration(parts, rules),
    weekDecay: readWeekDecay(parts),
    wallsByExpiry: readWallsByExpiry(parts, rules),
  };
}
