import { z } from "zod";
import { SYMBOL_LENGTH_MAX, SYMBOL_PATTERN } from "./parse-symbol";

/** A symbol already in its one spelling, as answers carry it. */
export const symbolSchema = z
  .string()
  .max(SYMBOL_LENGTH_MAX)
  .regex(SYMBOL_PATTERN)
  .meta({ description: "Ticker symbol, upper case", examples: ["SPY"] });
