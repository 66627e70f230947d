import { z } from "zod";
import { SETUP_LISTS } from "@/lib/contract/values/resources";

/** The name of a list of setups, in the place of a symbol. */
export const setupListSchema: z.ZodType<string> = z
  .enum(SETUP_LISTS)
  .meta({ description: "Name of a list of setups, in the place of a symbol" });
