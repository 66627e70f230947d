import { healthSchema } from "@/lib/contract/admin/health";
import { heartbeatSchema } from "@/lib/contract/admin/heartbeat";
import { queueStatusSchema } from "@/lib/contract/queue/queue";
import { refreshAnswerSchema, refreshRequestSchema } from "@/lib/contract/queue/refresh";
import { ticketSchema } from "@/lib/contract/queue/ticket";
import { quotaSchema } from "@/lib/contract/quota/quota";
import { sessionRequestSchema } from "@/lib/contract/visitor/session";
import { ADMIN_OPERATIONS } from "./openapi-admin";
import { named, type Operation } from "./openapi-operation";
import { LAST_EVENT_ID, PREFER, TICKET_ID } from "./openapi-parameters";
import { BODIED, EVERY, GUARDED, STREAMED } from "./openapi-problems";
import { PROXY_OPERATION } from "./openapi-proxy";
import { SCAN_OPERATIONS } from "./openapi-scans";
import { QUOTA_HEADERS, REFUSED, SNAPSHOT_OPERATIONS } from "./openapi-snapshots";

/** Every route of this release. */
export const OPERATIONS: readonly Operation[] = [
  ...SNAPSHOT_OPERATIONS,
  ...ADMIN_OPERATIONS,
  PROXY_OPERATION,
  {
    path: "/api/tickets/{id}",
    method: "get",
    id: "readTicket",
    summary: "One of your tickets, with its result once completed",
    parameters: [TICKET_ID, PREFER],
    answers: {
      200: {
        description: "The ticket",
        schema: named("Ticket", ticketSchema),
        headers: ["Preference-Applied"],
      },
    },
    problems: [...GUARDED, "not-found", "gone"],
  },
  {
    path: "/api/tickets/{id}",
    method: "delete",
    id: "giveTicketUp",
    summary: "Cancels the ticket",
    parameters: [TICKET_ID],
    answers: { 204: { description: "Canceled" } },
    problems: [...GUARDED, "not-found", "gone"],
  },
  {
    path: "/api/tickets/{id}/events",
    method: "get",
    id: "followTicket",
    summary: "The ticket at each change, ending with completed, failed or expired",
    parameters: [TICKET_ID, LAST_EVENT_ID],
    answers: {
      200: { description: "Events whose data is a Ticket", type: "text/event-stream" },
    },
    problems: [...GUARDED, ...STREAMED, "not-found", "gone"],
  },
  {
    path: "/api/tickets/events",
    method: "get",
    id: "followTickets",
    summary: "All of your tickets in one stream",
    parameters: [LAST_EVENT_ID],
    answers: { 200: { description: "Events whose data is a Ticket", type: "text/event-stream" } },
    problems: [...GUARDED, ...STREAMED],
  },
  {
    path: "/api/refresh",
    method: "post",
    id: "refreshSelected",
    summary: "Refreshes the selected symbols",
    body: named("RefreshRequest", refreshRequestSchema),
    answers: {
      202: {
        description: "Fresh snapshots, and tickets for the rest",
        schema: named("RefreshAnswer", refreshAnswerSchema),
        headers: QUOTA_HEADERS,
      },
    },
    problems: [...GUARDED, ...BODIED, "unprocessable", "cooling-down", ...REFUSED],
  },
  ...SCAN_OPERATIONS,
  {
    path: "/api/rate-limit-status",
    method: "get",
    id: "readQuota",
    summary: "The shared quota now; makes no upstream call",
    answers: {
      200: {
        description: "The quota",
        schema: named("Quota", quotaSchema),
        headers: QUOTA_HEADERS,
      },
    },
    problems: GUARDED,
  },
  {
    path: "/api/queue-status",
    method: "get",
    id: "readQueue",
    summary: "The queue now, with your tickets; makes no upstream call",
    answers: { 200: { description: "The queue", schema: named("QueueStatus", queueStatusSchema) } },
    problems: GUARDED,
  },
  {
    path: "/api/mcp",
    method: "post",
    id: "useTools",
    summary: "Tools for agents over MCP (streamable HTTP, no sessions); takes an access key",
    answers: {
      200: { description: "A JSON-RPC response", type: "application/json" },
      202: { description: "A notification was received" },
    },
    problems: [...GUARDED, "payload-too-large"],
  },
  {
    path: "/api/deployments/heartbeat",
    method: "post",
    id: "sendHeartbeat",
    summary: "A secondary in use says that it runs; takes a deployment key",
    body: named("Heartbeat", heartbeatSchema),
    answers: { 204: { description: "Noted" } },
    problems: [...GUARDED, ...BODIED, "conflict"],
  },
  {
    path: "/api/session",
    method: "post",
    id: "enter",
    summary: "Signs in with the team passphrase, once per browser or script",
    body: named("SessionRequest", sessionRequestSchema),
    answers: { 204: { description: "Signed in", headers: ["Set-Cookie"] } },
    problems: [...GUARDED, ...BODIED],
  },
  {
    path: "/api/session",
    method: "delete",
    id: "leave",
    summary: "Signs out",
    answers: { 204: { description: "Signed out", headers: ["Set-Cookie"] } },
    problems: GUARDED,
  },
  {
    path: "/api/health",
    method: "get",
    id: "readHealth",
    summary: "Whether the process responds",
    answers: {
      200: { description: "The process responds", schema: named("Health", healthSchema) },
    },
    problems: EVERY,
  },
  {
    path: "/api/ready",
    method: "get",
    id: "readReadiness",
    summary: "Whether this process accepts requests",
    answers: {
      200: {
        description: "Ready",
        schema: named("Health", healthSchema),
        type: "application/health+json",
      },
      503: {
        description: "Not ready",
        schema: named("Health", healthSchema),
        type: "application/health+json",
      },
    },
    problems: EVERY,
  },
  {
    path: "/api/openapi.json",
    method: "get",
    id: "readOpenApi",
    summary: "This document",
    answers: { 200: { description: "OpenAPI 3.1", type: "application/json" } },
    problems: [...EVERY, "unauthorized", "forbidden"],
  },
];
