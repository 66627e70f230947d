import type { ProblemSlug } from "@/lib/contract/problem";
import { scanEventSchemas } from "@/lib/contract/scan-events";
import type { Answer, Operation } from "./openapi-operation";
import { LAST_EVENT_ID, SCAN_ID } from "./openapi-parameters";
import { BODIED, GUARDED, STREAMED } from "./openapi-problems";

const OFFERED: readonly ProblemSlug[] = [...GUARDED, ...BODIED, "unprocessable", "not-offered"];
const HELD: readonly ProblemSlug[] = [...GUARDED, "not-found", "gone"];

const EVENTS: Answer = {
  description: `Events, each with an id: ${Object.keys(scanEventSchemas).join(", ")}, reconnect`,
  type: "text/event-stream",
};

function act(name: string, id: string, summary: string): Operation {
  return {
    path: `/api/scanner/scans/{id}/${name}`,
    method: "post",
    ...{ id, summary, parameters: [SCAN_ID] },
    answers: { 200: { description: "The scan as it is then", schema: "ScanSummary" } },
    problems: [...HELD, "conflict"],
  };
}

export const SCAN_OPERATIONS: readonly Operation[] = [
  {
    path: "/api/scanner/scan-incremental",
    method: "post",
    id: "startScan",
    summary: "Starts a scan; as text/event-stream its events follow on the same answer",
    body: "ScanRequest",
    answers: { 201: { description: "Started", schema: "ScanCreated", headers: ["Location"] } },
    problems: [...OFFERED, "conflict", "too-many-streams", "overloaded"],
  },
  {
    path: "/api/scanner/estimate",
    method: "post",
    id: "estimateScan",
    summary:
      "What a scan would cost and how long it would take; starts nothing, never costs a call",
    body: "ScanRequest",
    answers: { 200: { description: "The estimate", schema: "ScanEstimate" } },
    problems: OFFERED,
  },
  {
    path: "/api/scanner/scans",
    method: "get",
    id: "listScans",
    summary: "One's own scans, the latest first, without their rows",
    answers: { 200: { description: "The scans", schema: "Scans" } },
    problems: GUARDED,
  },
  {
    path: "/api/scanner/scans/{id}",
    method: "get",
    id: "readScan",
    summary: "One's own scan with all its rows; it moves for a minute after each look",
    parameters: [SCAN_ID],
    answers: { 200: { description: "The scan", schema: "Scan" } },
    problems: HELD,
  },
  {
    path: "/api/scanner/scans/{id}",
    method: "delete",
    id: "deleteScan",
    summary: "Deletes it; its tickets leave the line",
    parameters: [SCAN_ID],
    answers: { 204: { description: "Deleted" } },
    problems: HELD,
  },
  act("pause", "pauseScan", "Pauses it: what waits leaves the line, a call under way finishes"),
  act("resume", "resumeScan", "Lets it go on"),
  act("retry", "retryScan", "Asks again for the rows that failed"),
  {
    path: "/api/scanner/scans/{id}/events",
    method: "get",
    id: "followScan",
    summary: "Its events from Last-Event-ID on, none lost and none twice; it moves meanwhile",
    parameters: [SCAN_ID, LAST_EVENT_ID],
    answers: { 200: EVENTS, 204: { description: "It has ended, and its reader knows" } },
    problems: [...HELD, ...STREAMED],
  },
];
