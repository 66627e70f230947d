import { z } from "zod";
import { PROBLEM_SLUGS, PROBLEMS, type ProblemSlug, problemSchema } from "@/lib/contract/problem";
import { snapshotSchema } from "@/lib/contract/snapshot/snapshot";
import { VERSION } from "@/lib/policy";
import { type DescribedAnswer, type NamedSchema, named, type Operation } from "./openapi-operation";
import { OPERATIONS } from "./openapi-operations";

/** Parts of other schemas that have a name of their own. */
const PARTS: readonly NamedSchema[] = [
  named("Snapshot", snapshotSchema),
  named("Problem", problemSchema),
];

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
      schemas: { ...schemas(answerSchemas(), "output"), ...schemas(bodySchemas(), "input") },
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
            content: { "application/json": { schema: reference(operation.body.name) } },
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
            [content]: { schema: schema === undefined ? {} : reference(schema.name) },
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

function reference(name: string) {
  return { $ref: `#/components/schemas/${name}` };
}

function bodySchemas(): NamedSchema[] {
  return OPERATIONS.flatMap(({ body }) => body ?? []);
}

function answerSchemas(): NamedSchema[] {
  const answers = OPERATIONS.flatMap((operation) => Object.values(operation.answers));
  return [...PARTS, ...answers.flatMap(({ schema }) => schema ?? [])];
}

/** JSON Schemas by name. They refer to each other instead of repeating. */
function schemas(all: readonly NamedSchema[], io: "input" | "output") {
  const registry = z.registry<{ id: string }>();
  for (const { name, schema } of all) registry.add(schema, { id: name });
  const made = z.toJSONSchema(registry, { io, uri: (id) => `#/components/schemas/${id}` });
  return Object.fromEntries(
    Object.entries(made.schemas).map(([id, { $schema, $id, ...schema }]) => [id, schema]),
  );
}
