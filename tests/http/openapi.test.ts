import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { problemSchema } from "@/lib/contract/problem";
import { problemBody } from "@/lib/http/answer/problem-error";
import { openApiDocument } from "@/lib/http/openapi/openapi";

const document = openApiDocument();

/** Every object in the document, with the path to it. */
function* walk(value: unknown, path = "#"): Generator<[string, Record<string, unknown>]> {
  if (typeof value !== "object" || value === null) return;
  if (!Array.isArray(value)) yield [path, value as Record<string, unknown>];
  for (const [name, part] of Object.entries(value)) yield* walk(part, `${path}/${name}`);
}

function resolve(reference: string): unknown {
  return reference
    .replace(/^#\//, "")
    .split("/")
    .reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[name], document);
}

describe("the OpenAPI document", () => {
  test("refers only to what is in it", () => {
    const references = [...walk(document)].flatMap(([path, { $ref }]) =>
      typeof $ref === "string" ? [{ path, $ref }] : [],
    );
    expect(references.length).toBeGreaterThan(30);
    expect(references.filter(({ $ref }) => resolve($ref) === undefined)).toEqual([]);
    expect(resolve("#/components/schemas/Nothing")).toBeUndefined();
  });

  test("describes each operation once, with answer and parameters", () => {
    const ids: string[] = [];
    for (const [path, operations] of Object.entries(document.paths)) {
      expect(path).toMatch(/^\/api\/[a-z0-9{}/.-]+$/);
      for (const operation of Object.values(operations)) {
        const {
          operationId,
          responses,
          parameters = [],
        } = operation as {
          operationId: string;
          responses: Record<string, { description: string }>;
          parameters?: { name: string; in: string; required?: boolean }[];
        };
        ids.push(operationId);
        expect(Object.keys(responses).some((status) => status.startsWith("2"))).toBe(true);
        for (const { description } of Object.values(responses)) expect(description).not.toBe("");
        const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
        const described = parameters.filter((parameter) => parameter.in === "path");
        expect(described.map(({ name }) => name)).toEqual(inPath);
        expect(described.every(({ required }) => required === true)).toBe(true);
      }
    }
    expect(new Set(ids).size).toBe(ids.length);
  });

  test("is plain OpenAPI 3.1 JSON that keeps units and unknowns", () => {
    expect(JSON.parse(JSON.stringify(document))).toEqual(document);
    expect(document.openapi).toMatch(/^3\.1\.\d$/);
    expect(resolve("#/components/schemas/CurveSnapshot/properties/quota")).toEqual({
      $ref: "#/components/schemas/Quota",
    });
    expect(JSON.stringify(resolve("#/components/schemas/CurveSnapshot"))).toContain(
      "$ per 1% move",
    );
    for (const [path, { $id }] of walk(document.components))
      expect([path, $id]).toEqual([path, undefined]);
  });

  test("lists exactly the handlers that there are", () => {
    const files = readdirSync(new URL("../../app/api", import.meta.url), { recursive: true })
      .map(String)
      .filter((file) => /(^|\/)route\.ts$/.test(file) && !file.includes("[...rest]"));
    const built = files.map(
      (file) =>
        `/api/${file
          .replace(/\/route\.ts$/, "")
          .replaceAll("[...", "{")
          .replaceAll("[", "{")
          .replaceAll("]", "}")}`,
    );
    expect(Object.keys(document.paths).toSorted()).toEqual(built.toSorted());
  });

  test("a problem as it is answered is a problem as it is described", () => {
    const body = problemBody("queue-full", "Full.", crypto.randomUUID(), {
      retryAfterSeconds: 0.2,
    });
    expect(problemSchema.parse(body)).toEqual(body);
  });
});
