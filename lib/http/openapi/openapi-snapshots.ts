import type { ProblemSlug } from "@/lib/contract/problem";
import { ticketSchema } from "@/lib/contract/queue/ticket";
import { compositeAnswerSchema } from "@/lib/contract/snapshot/composite";
import { snapshotSchemas } from "@/lib/contract/snapshot/snapshot";
import { type NamedSchema, named, type Operation, type Parameter } from "./openapi-operation";
import { EXPIRY, flag, LIST, PREFER, PRIORITY, SYMBOL, WINDOW } from "./openapi-parameters";
import { GUARDED } from "./openapi-problems";

export const QUOTA_HEADERS = ["RateLimit-Policy", "RateLimit"];
const SNAPSHOT_HEADERS = ["Age", "Cache-Status", ...QUOTA_HEADERS, "Preference-Applied"];

const CACHED = flag("cached", "1: cached data only, however old; makes no upstream call");
const REFRESH = flag("refresh", "1: forced refresh, even while fresh, where allowed");

/** Problems of a call that was not permitted or that failed. */
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

/** All resources of a symbol have the same parameters and responses. */
function snapshotOperation(
  resource: string,
  schema: NamedSchema,
  summary: string,
  own: readonly Parameter[] = [],
  name: Parameter = SYMBOL,
): Operation {
  return {
    path: `/api/${resource}/{${name.name}}`,
    method: "get",
    id: `read${schema.name.replace(/Snapshot$/, "")}`,
    summary: `${summary}: fresh from the cache, else loaded through the queue`,
    parameters: [name, ...own, CACHED, REFRESH, PRIORITY, PREFER],
    answers: {
      200: { description: "The snapshot", schema, headers: SNAPSHOT_HEADERS },
      202: {
        description: "Still queued: follow the ticket",
        schema: named("Ticket", ticketSchema),
        headers: ["Location", "Retry-After", ...QUOTA_HEADERS, "Preference-Applied"],
      },
    },
    problems: [...PROBLEMS, "cooling-down"],
  };
}

/** A composite consists of parts, and only missing or stale parts are requested. */
function compositeOperation(composite: string, id: string, summary: string): Operation {
  const headers = ["Retry-After", ...QUOTA_HEADERS, "Preference-Applied"];
  return {
    path: `/api/${composite}/{symbol}`,
    method: "get",
    id,
    summary: `${summary}; each dataset with its age, missing datasets named`,
    parameters: [SYMBOL, CACHED, PRIORITY, PREFER],
    answers: {
      200: {
        description: "The available datasets",
        schema: named("Composite", compositeAnswerSchema),
        headers,
      },
      202: {
        description: "No dataset is available yet: try again later",
        schema: named("Composite", compositeAnswerSchema),
        headers,
      },
    },
    problems: PROBLEMS,
  };
}

export const SNAPSHOT_OPERATIONS: readonly Operation[] = [
  snapshotOperation("gex", named("GexSnapshot", snapshotSchemas.gex), "Summary of a symbol"),
  snapshotOperation("curve", named("CurveSnapshot", snapshotSchemas.curve), "Gamma by strike", [
    EXPIRY,
  ]),
  snapshotOperation(
    "history",
    named("HistorySnapshot", snapshotSchemas.history),
    "History of a symbol by day",
    [WINDOW],
  ),
  snapshotOperation(
    "expirations",
    named("ExpirationsSnapshot", snapshotSchemas.expirations),
    "Gamma by expiration",
  ),
  snapshotOperation(
    "setups",
    named("SetupsSnapshot", snapshotSchemas.setups),
    "Top setups, or one screener's list",
    [],
    LIST,
  ),
  compositeOperation(
    "gamma",
    "readGamma",
    "Gamma reading from summary, gamma by strike and expirations",
  ),
  compositeOperation(
    "psychology",
    "readPsychology",
    "Psychology traps from summary, gamma by strike, expirations and history",
  ),
];
