import type { ProblemSlug } from "@/lib/contract/problem";

export type SchemaName =
  | "Snapshot"
  | "GexSnapshot"
  | "CurveSnapshot"
  | "HistorySnapshot"
  | "ExpirationsSnapshot"
  | "SetupsSnapshot"
  | "Composite"
  | "Ticket"
  | "Quota"
  | "QueueStatus"
  | "RefreshRequest"
  | "RefreshAnswer"
  | "ScanRequest"
  | "ScanEstimate"
  | "ScanCreated"
  | "ScanSummary"
  | "Scans"
  | "Scan"
  | "SessionRequest"
  | "Dashboard"
  | "Audit"
  | "AdminSessionRequest"
  | "BreakerAct"
  | "LimitAct"
  | "NewKey"
  | "KeyChange"
  | "AccessKey"
  | "AccessKeys"
  | "CreatedKey"
  | "Heartbeat"
  | "Health"
  | "Problem";

export type Parameter = {
  name: string;
  in: "path" | "query" | "header";
  required?: boolean;
  description: string;
  schema: Record<string, unknown>;
};

/** A response that is not a problem: JSON of a schema, an event stream, or nothing. */
export type DescribedAnswer = {
  description: string;
  schema?: SchemaName;
  type?: string;
  headers?: readonly string[];
};

/** One method of one path, as input for `openApiDocument`. */
export type Operation = {
  path: string;
  method: "get" | "post" | "patch" | "delete";
  id: string;
  summary: string;
  parameters?: readonly Parameter[];
  body?: SchemaName;
  answers: Readonly<Record<number, DescribedAnswer>>;
  problems: readonly ProblemSlug[];
};
