import {
  adminSessionRequestSchema,
  auditSchema,
  breakerActSchema,
  limitActSchema,
} from "@/lib/contract/admin/admin";
import { dashboardSchema, dashboardTableSchema, rangeSchema } from "@/lib/contract/admin/dashboard";
import {
  accessKeySchema,
  accessKeysSchema,
  createdKeySchema,
  keyChangeSchema,
  newKeySchema,
} from "@/lib/contract/admin/keys";
import { resourceSchema } from "@/lib/contract/market/resource";
import type { ProblemSlug } from "@/lib/contract/problem";
import { quotaSchema } from "@/lib/contract/quota/quota";
import { named, type Operation, type Parameter } from "./openapi-operation";
import { EXPIRY, SYMBOL, WINDOW } from "./openapi-parameters";
import { GUARDED } from "./openapi-problems";

const BODIED: readonly ProblemSlug[] = ["payload-too-large", "unsupported-media-type"];

const RANGE: Parameter = {
  name: "range",
  in: "query",
  description: "Time range; default 15m",
  schema: { type: "string", enum: rangeSchema.options },
};
const FORMAT: Parameter = {
  name: "format",
  in: "query",
  description: "csv: one table, which `table` names",
  schema: { type: "string", enum: ["json", "csv"] },
};
const TABLE: Parameter = {
  name: "table",
  in: "query",
  description: "With format=csv",
  schema: { type: "string", enum: dashboardTableSchema.options },
};
const TICKET: Parameter = {
  name: "id",
  in: "path",
  required: true,
  description: "The ticket number, as in the dashboard's queue",
  schema: { type: "string", pattern: "^\\d{1,16}$" },
};
const KEY: Parameter = {
  name: "id",
  in: "path",
  required: true,
  description: "The key's id, between gg_ and its secret",
  schema: { type: "string", pattern: "^[a-z0-9]{8}$" },
};
const CACHED_NAME: Parameter = {
  ...SYMBOL,
  description: `${SYMBOL.description}. For resource setups the name of the list`,
};
const RESOURCE: Parameter = {
  name: "resource",
  in: "path",
  required: true,
  description: "Resource of the cached copy",
  schema: { type: "string", enum: resourceSchema.options },
};

const QUOTA = {
  200: { description: "The quota after the change", schema: named("Quota", quotaSchema) },
} as const;

/** The admin routes. They require an admin session. /api/metrics takes a metrics key too. */
export const ADMIN_OPERATIONS: readonly Operation[] = [
  {
    path: "/api/admin/session",
    method: "post",
    id: "signIn",
    summary: "Signs in to Admin with the admin password",
    body: named("AdminSessionRequest", adminSessionRequestSchema),
    answers: { 204: { description: "Signed in", headers: ["Set-Cookie"] } },
    problems: [...GUARDED, ...BODIED],
  },
  {
    path: "/api/admin/session",
    method: "delete",
    id: "signOut",
    summary: "Signs out and ends the session everywhere",
    answers: { 204: { description: "Signed out", headers: ["Set-Cookie"] } },
    problems: GUARDED,
  },
  {
    path: "/api/admin/rate-limit-dashboard",
    method: "get",
    id: "readDashboard",
    summary:
      "The window slot by slot, the queue with its scores, and the history; makes no upstream call",
    parameters: [RANGE, FORMAT, TABLE],
    answers: {
      200: {
        description: "The dashboard; with Accept: text/event-stream every 2s; or one table",
        schema: named("Dashboard", dashboardSchema),
      },
    },
    problems: [...GUARDED, "too-many-streams", "overloaded"],
  },
  {
    path: "/api/admin/breaker",
    method: "post",
    id: "holdBreaker",
    summary: "Pauses or resumes the upstream calls of one window",
    body: named("BreakerAct", breakerActSchema),
    answers: QUOTA,
    problems: [...GUARDED, ...BODIED, "not-offered"],
  },
  {
    path: "/api/admin/quota",
    method: "post",
    id: "setLimit",
    summary: "Lowers the limit in force; the configured limit restores it",
    body: named("LimitAct", limitActSchema),
    answers: QUOTA,
    problems: [...GUARDED, ...BODIED, "unprocessable"],
  },
  {
    path: "/api/admin/tickets/{id}",
    method: "delete",
    id: "cancelTicket",
    summary: "Cancels any ticket; a call in flight finishes",
    parameters: [TICKET],
    answers: QUOTA,
    problems: [...GUARDED, "not-found"],
  },
  {
    path: "/api/admin/cache/{resource}/{symbol}",
    method: "delete",
    id: "clearCache",
    summary: "Drops one cached copy; the next request for it makes an upstream call",
    parameters: [RESOURCE, CACHED_NAME, EXPIRY, WINDOW],
    answers: QUOTA,
    problems: [...GUARDED, "not-found", "not-offered"],
  },
  {
    path: "/api/admin/keys",
    method: "get",
    id: "listKeys",
    summary: "The access keys, without their secrets",
    answers: { 200: { description: "By name", schema: named("AccessKeys", accessKeysSchema) } },
    problems: GUARDED,
  },
  {
    path: "/api/admin/keys",
    method: "post",
    id: "createKey",
    summary: "Creates an access key for a script, a deployment or a metrics collector",
    body: named("NewKey", newKeySchema),
    answers: {
      201: {
        description: "Created. Only this answer contains the key",
        schema: named("CreatedKey", createdKeySchema),
      },
    },
    problems: [...GUARDED, ...BODIED, "conflict", "unprocessable"],
  },
  {
    path: "/api/admin/keys/{id}",
    method: "patch",
    id: "changeKey",
    summary: "Changes the name, priority, share, budget or expiry of a key",
    parameters: [KEY],
    body: named("KeyChange", keyChangeSchema),
    answers: {
      200: { description: "The key after the change", schema: named("AccessKey", accessKeySchema) },
    },
    problems: [...GUARDED, ...BODIED, "not-found", "conflict", "unprocessable"],
  },
  {
    path: "/api/admin/keys/{id}",
    method: "delete",
    id: "revokeKey",
    summary: "Revokes a key. It is refused from the next request on",
    parameters: [KEY],
    answers: { 204: { description: "Revoked" } },
    problems: [...GUARDED, "not-found"],
  },
  {
    path: "/api/metrics",
    method: "get",
    id: "readMetrics",
    summary: "Current values, and counters since the store was created",
    answers: { 200: { description: "OpenMetrics 1.0", type: "application/openmetrics-text" } },
    problems: GUARDED,
  },
  {
    path: "/api/admin/audit",
    method: "get",
    id: "readAudit",
    summary: "Admin actions, newest first",
    answers: { 200: { description: "The audit log", schema: named("Audit", auditSchema) } },
    problems: GUARDED,
  },
];
