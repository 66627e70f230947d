import type { GammaReading } from "@/lib/contract/market/gamma";
import type { AvailableParts } from "./available-parts";
import { readConcentration } from "./concentration";
import { readLevels } from "./levels";
import { readRegime } from "./regime";
import type { Thresholds } from "./thresholds";
import { readWallsByExpiry } from "./walls-by-expiry";
import { readWeekDecay } from "./week-decay";

/** Calculates gamma intelligence from the available parts. It names the inputs of missing parts. */
export function readGamma(parts: AvailableParts, thresholds: Thresholds): GammaReading {
  return {
    regime: readRegime(parts, thresholds),
    levels: readLevels(parts, thresholds),
    concentration: readConcentration(parts, thresholds),
    weekDecay: readWeekDecay(parts),
    wallsByExpiry: readWallsByExpiry(parts, thresholds),
  };
}
