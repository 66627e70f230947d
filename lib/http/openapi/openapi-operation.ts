import type { z } from "zod";
import type { ProblemSlug } from "@/lib/contract/problem";

/** A schema and its name in the document. */
export type NamedSchema = { name: string; schema: z.ZodType };

export function named(name: string, schema: z.ZodType): NamedSchema {
  return { name, schema };
}

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
  schema?: NamedSchema;
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
  body?: NamedSchema;
  answers: Readonly<Record<number, DescribedAnswer>>;
  problems: readonly ProblemSlug[];
};
