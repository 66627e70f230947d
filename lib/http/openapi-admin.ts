import { dashboardTableSchema, rangeSchema } from "@/lib/contract/dashboard";
import type { ProblemSlug } from "@/lib/contract/problem";
import { resourceSchema } from "@/lib/contract/resource";
import type { Operation, Parameter } from "./openapi-operation";
import { EXPIRY, SYMBOL, WINDOW } from "./openapi-parameters";
import { GUARDED } from "./openapi-problems";

const BODIED: readonly ProblemSlug[] = ["payload-too-large", "unsupported-media-type"];

const RANGE: Parameter = {
  name: "range",
  in: "query",
  description: "How far back; 15m without it",
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
  description: "The ticket's number, as the dashboard's line shows it",
  schema: { type: "string", pattern: "^\\d{1,16}$" },
};
const RESOURCE: Parameter = {
  name: "resource",
  in: "path",
  required: true,
  description: "What the copy is of",
  schema: { type: "string", enum: resourceSchema.options },
};

const QUOTA = { 200: { description: "The quota afterwards", schema: "Quota" } } as const;

/** The control room: with the admin's session only. */
export const ADMIN_OPERATIONS: readonly Operation[] = [
  {
    path: "/api/admin/session",
    method: "post",
    id: "signIn",
    summary: "Opens a session of the control room, for the admin password",
    body: "AdminSessionRequest",
    answers: { 204: { description: "Signed in", headers: ["Set-Cookie"] } },
    problems: [...GUARDED, ...BODIED],
  },
  {
    path: "/api/admin/session",
    method: "delete",
    id: "signOut",
    summary: "Closes the session, everywhere at once",
    answers: { 204: { description: "Signed out", headers: ["Set-Cookie"] } },
    problems: GUARDED,
  },
  {
    path: "/api/admin/rate-limit-dashboard",
    method: "get",
    id: "readDashboard",
    summary: "The window slot by slot, the line with its scores, and what happened; never a call",
    parameters: [RANGE, FORMAT, TABLE],
    answers: {
      200: {
        description: "The dashboard; with Accept: text/event-stream again every 2 s; or one table",
        schema: "Dashboard",
      },
    },
    problems: [...GUARDED, "too-many-streams", "overloaded"],
  },
  {
    path: "/api/admin/breaker",
    method: "post",
    id: "holdBreaker",
    summary: "Holds the calls of one window back, or lets them go again",
    body: "BreakerAct",
    answers: QUOTA,
    problems: [...GUARDED, ...BODIED, "not-offered"],
  },
  {
    path: "/api/admin/quota",
    method: "post",
    id: "setLimit",
    summary: "Lowers the limit in force; the configured one takes the lowering back",
    body: "LimitAct",
    answers: QUOTA,
    problems: [...GUARDED, ...BODIED, "unprocessable"],
  },
  {
    path: "/api/admin/tickets/{id}",
    method: "delete",
    id: "cancelTicket",
    summary: "Gives any ticket up; a call under way finishes",
    parameters: [TICKET],
    answers: QUOTA,
    problems: [...GUARDED, "not-found"],
  },
  {
    path: "/api/admin/cache/{resource}/{symbol}",
    method: "delete",
    id: "clearCache",
    summary: "Forgets one copy: the next ask for it calls again",
    parameters: [RESOURCE, SYMBOL, EXPIRY, WINDOW],
    answers: QUOTA,
    problems: [...GUARDED, "not-found", "not-offered"],
  },
  {
    path: "/api/metrics",
    method: "get",
    id: "readMetrics",
    summary: "The figures of the moment and the counts since counting began",
    answers: { 200: { description: "OpenMetrics 1.0", type: "application/openmetrics-text" } },
    problems: GUARDED,
  },
  {
    path: "/api/admin/audit",
    method: "get",
    id: "readAudit",
    summary: "What admins did, newest first",
    answers: { 200: { description: "The audit", schema: "Audit" } },
    problems: GUARDED,
  },
];
