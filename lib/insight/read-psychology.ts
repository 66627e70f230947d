import type { PsychologyReading } from "@/lib/contract/psychology";
import { readCrowdingTraps } from "./crowding-traps";
import { readExpiryTraps } from "./expiry-traps";
import { readGammaTraps } from "./gamma-traps";
import type { PartsAtHand } from "./parts-at-hand";
import { readRegime } from "./regime";
import type { Thresholds } from "./thresholds";

/**
 * Every trap that can be read from this API alone, in the order of their ids. Each says what it was
 * read from and what it is held to; what a missing part would have told is unavailable, by name.
 */
export function readPsychology(parts: PartsAtHand, thresholds: Thresholds): PsychologyReading {
  return {
    regime: readRegime(parts, thresholds),
    traps: [
      ...readGammaTraps(parts, thresholds),
      ...readExpiryTraps(parts, thresholds),
      ...readCrowdingTraps(parts, thresholds),
    ],
    notTold: NOT_TOLD.map((input) => ({ ...input })),
  };
}

/** What squeezes, pins and cascades would be read from besides: no trap here guesses them. */
const NOT_TOLD: PsychologyReading["notTold"] = [
  { name: "VIX", detail: "Not in this API: squeezes and compression are not read." },
  {
    name: "Prices within the day",
    detail: "Not in this API: RSI is of whole days, and coiling is not read.",
  },
  {
    name: "Volume of today",
    detail: "Only an average is told: no move is confirmed or doubted by its volume.",
  },
  {
    name: "Gamma of each expiration's date",
    detail: "Told by groups without dates: pins of the day and next week's gamma are not read.",
  },
];
