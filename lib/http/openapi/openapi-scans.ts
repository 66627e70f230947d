import type { ProblemSlug } from "@/lib/contract/problem";
import {
  scanCreatedSchema,
  scanEstimateSchema,
  scanRequestSchema,
  scanSchema,
  scanSummarySchema,
  scansSchema,
} from "@/lib/contract/scan/scan";
import { scanEventSchemas } from "@/lib/contract/scan/scan-events";
import { type DescribedAnswer, named, type Operation } from "./openapi-operation";
import { LAST_EVENT_ID, SCAN_ID } from "./openapi-parameters";
import { BODIED, GUARDED, STREAMED } from "./openapi-problems";

const OFFERED: readonly ProblemSlug[] = [...GUARDED, ...BODIED, "unprocessable", "not-offered"];
const HELD: readonly ProblemSlug[] = [...GUARDED, "not-found", "gone"];

const EVENTS: DescribedAnswer = {
  description: `Events, each with an id: ${Object.keys(scanEventSchemas).join(", ")}, reconnect`,
  type: "text/event-stream",
};

function act(name: string, id: string, summary: string): Operation {
  return {
    path: `/api/scanner/scans/{id}/${name}`,
    method: "post",
    id,
    summary,
    parameters: [SCAN_ID],
    answers: {
      200: {
        description: "The scan after the change",
        schema: named("ScanSummary", scanSummarySchema),
      },
    },
    problems: [...HELD, "conflict"],
  };
}

export const SCAN_OPERATIONS: readonly Operation[] = [
  {
    path: "/api/scanner/scan-incremental",
    method: "post",
    id: "startScan",
    summary: "Starts a scan; with Accept: text/event-stream its events follow in the same response",
    body: named("ScanRequest", scanRequestSchema),
    answers: {
      201: {
        description: "Started",
        schema: named("ScanCreated", scanCreatedSchema),
        headers: ["Location"],
      },
    },
    problems: [...OFFERED, "conflict", "too-many-streams", "overloaded"],
  },
  {
    path: "/api/scanner/estimate",
    method: "post",
    id: "estimateScan",
    summary: "Cost and duration of a scan; starts nothing and makes no upstream call",
    body: named("ScanRequest", scanRequestSchema),
    answers: {
      200: { description: "The estimate", schema: named("ScanEstimate", scanEstimateSchema) },
    },
    problems: OFFERED,
  },
  {
    path: "/api/scanner/scans",
    method: "get",
    id: "listScans",
    summary: "Your scans, newest first, without their rows",
    answers: { 200: { description: "The scans", schema: named("Scans", scansSchema) } },
    problems: GUARDED,
  },
  {
    path: "/api/scanner/scans/{id}",
    method: "get",
    id: "readScan",
    summary: "One of your scans with all its rows; each read keeps it running for a minute",
    parameters: [SCAN_ID],
    answers: { 200: { description: "The scan", schema: named("Scan", scanSchema) } },
    problems: HELD,
  },
  {
    path: "/api/scanner/scans/{id}",
    method: "delete",
    id: "deleteScan",
    summary: "Deletes the scan and cancels its tickets",
    parameters: [SCAN_ID],
    answers: { 204: { description: "Deleted" } },
    problems: HELD,
  },
  act(
    "pause",
    "pauseScan",
    "Pauses the scan: queued rows leave the queue, a call in flight finishes",
  ),
  act("resume", "resumeScan", "Resumes the scan"),
  act("retry", "retryScan", "Retries the failed rows"),
  {
    path: "/api/scanner/scans/{id}/events",
    method: "get",
    id: "followScan",
    summary:
      "Events of the scan from Last-Event-ID on, each exactly once; the scan runs while the stream is open",
    parameters: [SCAN_ID, LAST_EVENT_ID],
    answers: { 200: EVENTS, 204: { description: "The scan has ended and all events were sent" } },
    problems: [...HELD, ...STREAMED],
  },
];
