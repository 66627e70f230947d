import type { GammaReading } from "@/lib/contract/gamma";
import { readConcentration } from "./concentration";
import { readLevels } from "./levels";
import type { PartsAtHand } from "./parts-at-hand";
import { readRegime } from "./regime";
import type { Thresholds } from "./thresholds";
import { readWallsByExpiry } from "./walls-by-expiry";
import { readWeekDecay } from "./week-decay";

/** Gamma intelligence from the parts at hand; what a missing part would have told is named. */
export function readGamma(parts: PartsAtHand, thresholds: Thresholds): GammaReading {
  return {
    regime: readRegime(parts, thresholds),
    levels: readLevels(parts),
    concentration: readConcentration(parts, thresholds),
    weekDecay: readWeekDecay(parts),
    wallsByExpiry: readWallsByExpiry(parts),
  };
}
