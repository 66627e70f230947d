import type { PsychologyReading } from "@/lib/contract/market/psychology";
import type { AvailableParts } from "@/lib/insight/available-parts";
import { readRegime } from "@/lib/insight/regime";
import type { Rules } from "@/lib/insight/thresholds";
import { readCrowdingTraps } from "./crowding-traps";
import { readExpiryTraps } from "./expiry-traps";
import { withoutFaultyChain } from "./faulty-chain";
import { readGammaTraps } from "./gamma-traps";

/**
 * Judges every trap that this API's data can show, in the order of their ids. Each lists its inputs
 * and thresholds. A trap with a missing part is unavailable and names that part.
 */
export function readPsychology(parts: AvailableParts, rules: Rules): PsychologyReading {
  const traps = [
    ...readGammaTraps(parts, rules),
    ...readExpiryTraps(parts, rules),
    ...readCrowdingTraps(parts, rules),
  ];
  return {
    regime: readRegime(parts, rules),
    traps: traps.map((trap) => withoutFaultyChain(trap, parts)),
    unusedInputs: UNUSED_INPUTS.map((input) => ({ ...input })),
  };
}

/** The further inputs of squeezes, pins and cascades. No trap here guesses them. */
const UNUSED_INPUTS: PsychologyReading["unusedInputs"] = [
  {
    name: "VIX",
    detail: "Not requested for these checks, so squeeze and compression checks are off.",
  },
  {
    name: "Intraday prices",
    detail: "Not provided by this API, so RSI uses daily prices and the coiling check is off.",
  },
  {
    name: "Today's volume",
    detail:
      "Options volume is not requested here, and share volume is only an average, so volume does not confirm a move.",
  },
  {
    name: "Gamma of every expiration date",
    detail:
      "Not requested here: each date is a call of its own, so daily pins are not checked. The groups of expirations are used.",
  },
];
