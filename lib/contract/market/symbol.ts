import { z } from "zod";
import { SYMBOL_LENGTH_MAX, SYMBOL_PATTERN } from "./parse-symbol";

/** A canonical symbol, as in answers. */
export const symbolSchema = z
  .string()
  .max(SYMBOL_LENGTH_MAX)
  .regex(SYMBOL_PATTERN)
  .meta({ description: "Ticker symbol, upper case", examples: ["SPY"] });
