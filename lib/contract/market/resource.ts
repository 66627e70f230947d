import { z } from "zod";
import { RESOURCES, SYMBOL_RESOURCES } from "@/lib/contract/values/resources";

/** The data that one upstream call can return. */
export const resourceSchema = z.enum(RESOURCES);
export type Resource = z.infer<typeof resourceSchema>;

/** The data of one symbol. A scan, a refresh of several symbols and a composite have only these. */
export const symbolResourceSchema = z.enum(SYMBOL_RESOURCES);
export type SymbolResource = z.infer<typeof symbolResourceSchema>;

/** Data calculated from several resources, each with its own call and age. */
export const compositeSchema = z.enum(["gamma", "psychology"]);
export type Composite = z.infer<typeof compositeSchema>;

/** 1 is most urgent. The default of every request, and the most urgent one it may choose. */
export const DEFAULT_PRIORITY: Record<Resource | Composite, number> = {
  gex: 4,
  curve: 5,
  history: 7,
  expirations: 5,
  setups: 5,
  gamma: 5,
  psychology: 2,
};
