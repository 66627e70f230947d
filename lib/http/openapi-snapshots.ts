import type { ProblemSlug } from "@/lib/contract/problem";
import type { Operation, Parameter, SchemaName } from "./openapi-operation";
import { EXPIRY, flag, PREFER, PRIORITY, SYMBOL, WINDOW } from "./openapi-parameters";
import { GUARDED } from "./openapi-problems";

export const QUOTA_HEADERS = ["RateLimit-Policy", "RateLimit"];
const SNAPSHOT_HEADERS = ["Age", "Cache-Status", ...QUOTA_HEADERS, "Preference-Applied"];

const CACHED = flag("cached", "Never spends: the last copy, however old");
const REFRESH = flag("refresh", "A person pressed Refresh: ask although fresh, where allowed");

/** Why a call may not be made, or came to nothing. */
export const REFUSED: readonly ProblemSlug[] = [
  "unknown-symbol",
  "not-offered",
  "queue-full",
  "upstream-auth",
  "upstream-invalid-response",
  "upstream-error",
  "upstream-timeout",
  "breaker-open",
];
const PROBLEMS: readonly ProblemSlug[] = [...GUARDED, "not-cached", ...REFUSED];

/** Every resource of a symbol is asked for in the same way. */
function snapshotOperation(
  resource: string,
  schema: SchemaName,
  summary: string,
  own: readonly Parameter[] = [],
): Operation {
  return {
    path: `/api/${resource}/{symbol}`,
    method: "get",
    id: `read${schema.replace(/Snapshot$/, "")}`,
    summary: `${summary}: fresh from the cache, else asked through the gate`,
    parameters: [SYMBOL, ...own, CACHED, REFRESH, PRIORITY, PREFER],
    answers: {
      200: { description: "The snapshot", schema, headers: SNAPSHOT_HEADERS },
      202: {
        description: "Still in line: follow the ticket",
        schema: "Ticket",
        headers: ["Location", "Retry-After", ...QUOTA_HEADERS, "Preference-Applied"],
      },
    },
    problems: [...PROBLEMS, "cooling-down"],
  };
}

/** A composite is made of parts; it asks only for those that are missing or stale. */
function compositeOperation(composite: string, id: string, summary: string): Operation {
  const headers = ["Retry-After", ...QUOTA_HEADERS, "Preference-Applied"];
  return {
    path: `/api/${composite}/{symbol}`,
    method: "get",
    id,
    summary: `${summary}; each part with its own age, missing ones named`,
    parameters: [SYMBOL, CACHED, PRIORITY, PREFER],
    answers: {
      200: { description: "What is at hand", schema: "Composite", headers },
      202: { description: "Nothing is at hand yet: ask again", schema: "Composite", headers },
    },
    problems: PROBLEMS,
  };
}

export const SNAPSHOT_OPERATIONS: readonly Operation[] = [
  snapshotOperation("gex", "GexSnapshot", "The headline figures"),
  snapshotOperation("curve", "CurveSnapshot", "Gamma exposure by strike", [EXPIRY]),
  snapshotOperation("history", "HistorySnapshot", "The headline figures day by day", [WINDOW]),
  snapshotOperation("expirations", "ExpirationsSnapshot", "When gamma expires"),
  compositeOperation("gamma", "readGamma", "Gamma intelligence from headline, curve, expirations"),
  compositeOperation(
    "psychology",
    "readPsychology",
    "Psychology traps from headline, curve, expirations, history",
  ),
];
