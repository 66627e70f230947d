import { z } from "zod";
import {
  adminSessionRequestSchema,
  auditSchema,
  breakerActSchema,
  limitActSchema,
} from "@/lib/contract/admin/admin";
import { dashboardSchema } from "@/lib/contract/admin/dashboard";
import { healthSchema } from "@/lib/contract/admin/health";
import { heartbeatSchema } from "@/lib/contract/admin/heartbeat";
import {
  accessKeySchema,
  accessKeysSchema,
  createdKeySchema,
  keyChangeSchema,
  newKeySchema,
} from "@/lib/contract/admin/keys";
import { PROBLEM_SLUGS, PROBLEMS, type ProblemSlug, problemSchema } from "@/lib/contract/problem";
import { queueStatusSchema } from "@/lib/contract/queue/queue";
import { refreshAnswerSchema, refreshRequestSchema } from "@/lib/contract/queue/refresh";
import { ticketSchema } from "@/lib/contract/queue/ticket";
import { quotaSchema } from "@/lib/contract/quota/quota";
import {
  scanCreatedSchema,
  scanEstimateSchema,
  scanRequestSchema,
  scanSchema,
  scanSummarySchema,
  scansSchema,
} from "@/lib/contract/scan/scan";
import { compositeAnswerSchema } from "@/lib/contract/snapshot/composite";
import { snapshotSchema, snapshotSchemas } from "@/lib/contract/snapshot/snapshot";
import { sessionRequestSchema } from "@/lib/contract/visitor/session";
import { VERSION } from "@/lib/policy";
import type { DescribedAnswer, Operation, SchemaName } from "./openapi-operation";
import { OPERATIONS } from "./openapi-operations";

const BODIES = {
  RefreshRequest: refreshRequestSchema,
  ScanRequest: scanRequestSchema,
  SessionRequest: sessionRequestSchema,
  AdminSessionRequest: adminSessionRequestSchema,
  BreakerAct: breakerActSchema,
  LimitAct: limitActSchema,
  NewKey: newKeySchema,
  KeyChange: keyChangeSchema,
  Heartbeat: heartbeatSchema,
} satisfies Partial<Record<SchemaName, z.ZodType>>;
const ANSWERS: Record<Exclude<SchemaName, keyof typeof BODIES>, z.ZodType> = {
  Snapshot: snapshotSchema,
  GexSnapshot: snapshotSchemas.gex,
  CurveSnapshot: snapshotSchemas.curve,
  HistorySnapshot: snapshotSchemas.history,
  ExpirationsSnapshot: snapshotSchemas.expirations,
  SetupsSnapshot: snapshotSchemas.setups,
  Composite: compositeAnswerSchema,
  Ticket: ticketSchema,
  Quota: quotaSchema,
  QueueStatus: queueStatusSchema,
  RefreshAnswer: refreshAnswerSchema,
  ScanEstimate: scanEstimateSchema,
  ScanCreated: scanCreatedSchema,
  ScanSummary: scanSummarySchema,
  Scans: scansSchema,
  Scan: scanSchema,
  Dashboard: dashboardSchema,
  Audit: auditSchema,
  AccessKey: accessKeySchema,
  AccessKeys: accessKeysSchema,
  CreatedKey: createdKeySchema,
  Health: healthSchema,
  Problem: problemSchema,
};

/** The ways to say who asks. An admin creates access keys on the page /admin/keys. */
const SECURITY = {
  bearer: { type: "http", scheme: "bearer", bearerFormat: "gg_<id>_<secret>" },
  apiKey: { type: "apiKey", in: "header", name: "X-Api-Key" },
  cookie: { type: "apiKey", in: "cookie", name: "gg_member" },
} as const;

/** Builds the OpenAPI 3.1 description of this release from the schemas used at run time. */
export function openApiDocument() {
  return {
    openapi: "3.1.0",
    info: {
      title: "Gammagate",
      version: VERSION,
      summary: "One rate-limited market-data subscription, shared fairly by your whole team",
      description:
        "Times are ISO 8601 UTC; durations end in Seconds. Only a request that a person or a client makes for data may spend quota; status never does.",
    },
    jsonSchemaDialect: "https://json-schema.org/draft/2020-12/schema",
    paths: paths(),
    security: [{ bearer: [] }, { apiKey: [] }, { cookie: [] }],
    components: {
      schemas: { ...schemas(ANSWERS, "output"), ...schemas(BODIES, "input") },
      securitySchemes: SECURITY,
    },
  };
}

function paths(): Record<string, Record<string, unknown>> {
  const made: Record<string, Record<string, unknown>> = {};
  for (const operation of OPERATIONS) {
    const path = made[operation.path] ?? {};
    path[operation.method] = operationObject(operation);
    made[operation.path] = path;
  }
  return made;
}

function operationObject(operation: Operation) {
  return {
    operationId: operation.id,
    summary: operation.summary,
    ...(operation.parameters === undefined ? {} : { parameters: operation.parameters }),
    ...(operation.body === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content: { "application/json": { schema: reference(operation.body) } },
          },
        }),
    responses: {
      ...problemResponses(operation.problems),
      ...Object.fromEntries(
        Object.entries(operation.answers).map(([status, answer]) => [status, response(answer)]),
      ),
    },
  };
}

function response({ description, schema, type, headers }: DescribedAnswer) {
  const named = ["X-Request-Id", ...(headers ?? [])];
  const content = type ?? (schema === undefined ? undefined : "application/json");
  return {
    description,
    headers: Object.fromEntries(named.map((name) => [name, { schema: { type: "string" } }])),
    ...(content === undefined
      ? {}
      : {
          content: {
            [content]: { schema: schema === undefined ? {} : reference(schema) },
          },
        }),
  };
}

/** One response per status. Slugs with the same status differ by `type`. */
function problemResponses(slugs: readonly ProblemSlug[]): Record<string, unknown> {
  const byStatus = new Map<number, ProblemSlug[]>();
  for (const slug of PROBLEM_SLUGS.filter((known) => slugs.includes(known))) {
    const { status } = PROBLEMS[slug];
    byStatus.set(status, [...(byStatus.get(status) ?? []), slug]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, shared]) => [
      String(status),
      {
        description: shared.map((slug) => `${slug}: ${PROBLEMS[slug].title}`).join("; "),
        content: { "application/problem+json": { schema: reference("Problem") } },
      },
    ]),
  );
}

function reference(name: SchemaName) {
  return { $ref: `#/components/schemas/${name}` };
}

/** JSON Schemas by name. They refer to each other instead of repeating. */
function schemas(named: Record<string, z.ZodType>, io: "input" | "output") {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(named)) registry.add(schema, { id });
  const made = z.toJSONSchema(registry, { io, uri: (id) => `#/components/schemas/${id}` });
  return Object.fromEntries(
    Object.entries(made.schemas).map(([id, { $schema, $id, ...schema }]) => [id, schema]),
  );
}
