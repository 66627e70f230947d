import { spanSchema } from "@/lib/contract/wanted";
import { httpPolicy } from "@/lib/policy";
import type { Parameter } from "./openapi-operation";

export const SYMBOL: Parameter = {
  name: "symbol",
  in: "path",
  required: true,
  description: "Ticker symbol; lower case and spaces around it are forgiven",
  schema: { type: "string", examples: ["SPY", "BRK.B", "^SPX"] },
};
export const TICKET_ID: Parameter = {
  name: "id",
  in: "path",
  required: true,
  description: "The ticket, as it was given",
  schema: { type: "string", maxLength: 400 },
};
export const SCAN_ID: Parameter = {
  name: "id",
  in: "path",
  required: true,
  description: "The scan, as it was given",
  schema: { type: "string", maxLength: 60 },
};
export const PREFER: Parameter = {
  name: "Prefer",
  in: "header",
  description: `\`wait=N\` seconds to wait in line (0 to ${httpPolicy.waitMaxSeconds}, default ${httpPolicy.waitDefaultSeconds}), or \`respond-async\``,
  schema: { type: "string", examples: ["wait=30", "respond-async"] },
};
export const LAST_EVENT_ID: Parameter = {
  name: "Last-Event-ID",
  in: "header",
  description: "Where a dropped stream goes on; an unknown one gets `reset` with the whole state",
  schema: { type: "string", maxLength: httpPolicy.eventIdCharactersMax },
};

export const flag = (name: string, description: string): Parameter => ({
  name,
  in: "query",
  description,
  schema: { type: "string", const: "1" },
});

export const PRIORITY: Parameter = {
  name: "priority",
  in: "query",
  description: "1 is most urgent; never more urgent than the default allows",
  schema: { type: "integer", minimum: 1, maximum: 10 },
};
export const EXPIRY: Parameter = {
  name: "expiry",
  in: "query",
  description: "combined (default), nearest, first_monthly, or a date where the API offers it",
  schema: { type: "string", examples: ["combined", "nearest", "first_monthly", "2026-12-18"] },
};
export const WINDOW: Parameter = {
  name: "window",
  in: "query",
  description: "How far back, in calendar days or years; 180d without it",
  schema: { type: "string", enum: spanSchema.options },
};
