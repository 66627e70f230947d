import { spanSchema } from "@/lib/contract/market/wanted";
import { EXPIRY_CHOICES, SETUP_LISTS } from "@/lib/contract/values/resources";
import { httpPolicy } from "@/lib/policy";
import type { Parameter } from "./openapi-operation";

export const SYMBOL: Parameter = {
  name: "symbol",
  in: "path",
  required: true,
  description:
    "Ticker symbol; case and surrounding spaces are ignored, and other spellings are accepted " +
    "(^GSPC is SPX, BRK-B is BRK.B)",
  schema: { type: "string", examples: ["SPY", "BRK.B", "SPX"] },
};
export const LIST: Parameter = {
  name: "list",
  in: "path",
  required: true,
  description: "Name of the list. v1 has none: 404 not-offered",
  schema: { type: "string", enum: [...SETUP_LISTS] },
};
export const TICKET_ID: Parameter = {
  name: "id",
  in: "path",
  required: true,
  description: "ID of the ticket",
  schema: { type: "string", maxLength: 400 },
};
export const SCAN_ID: Parameter = {
  name: "id",
  in: "path",
  required: true,
  description: "ID of the scan",
  schema: { type: "string", maxLength: 60 },
};
export const PREFER: Parameter = {
  name: "Prefer",
  in: "header",
  description: `\`wait=N\` seconds to wait in the queue (0 to ${httpPolicy.waitMaxSeconds}, default ${httpPolicy.waitDefaultSeconds}), or \`respond-async\``,
  schema: { type: "string", examples: ["wait=30", "respond-async"] },
};
export const LAST_EVENT_ID: Parameter = {
  name: "Last-Event-ID",
  in: "header",
  description:
    "Last event received before the stream dropped; an unknown ID gets `reset` with the whole state",
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
  description: "1 is most urgent; not more urgent than the default of the resource",
  schema: { type: "integer", minimum: 1, maximum: 10 },
};
export const EXPIRY: Parameter = {
  name: "expiry",
  in: "query",
  description: "combined (default), nearest, first_monthly, or a date where the API offers it",
  schema: { type: "string", examples: [...EXPIRY_CHOICES, "2026-12-18"] },
};
export const WINDOW: Parameter = {
  name: "window",
  in: "query",
  description: "Window of the history, in calendar days or years; default 180d",
  schema: { type: "string", enum: spanSchema.options },
};
