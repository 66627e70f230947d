import type { z } from "zod";
import { httpPolicy } from "@/lib/policy";
import { ProblemError } from "./problem-error";

/**
 * The JSON body by its schema. Reading stops past the cap, whatever Content-Length said.
 * Throws ProblemError: 415 for another form, 413 past the cap, 400 for what is not JSON, too deep
 * or not by the schema, with JSON pointers and without any sent value.
 */
export async function readJson<Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
): Promise<z.output<Schema>> {
  guardForm(request.headers);
  const parsed = schema.safeParse(parseJson(await readText(request)));
  if (parsed.success) return parsed.data;
  throw new ProblemError("invalid-request", "The body is not of the expected form.", {
    errors: parsed.error.issues.slice(0, 20).map((issue) => ({
      pointer: pointerOf(issue.path),
      // Zod repeats unknown names there, and those were sent.
      detail: issue.code === "unrecognized_keys" ? "An unknown field." : issue.message,
    })),
  });
}

function guardForm(headers: Headers): void {
  const encoding = headers.get("content-encoding");
  const [type = "", ...parameters] = (headers.get("content-type") ?? "")
    .split(";")
    .map((part) => part.trim().toLowerCase());
  const charset = parameters.find((parameter) => parameter.startsWith("charset="));
  const isUtf8 = charset === undefined || /^charset="?utf-8"?$/.test(charset);
  if (encoding !== null || type !== "application/json" || !isUtf8) {
    throw new ProblemError("unsupported-media-type", "Send application/json, not compressed.");
  }
  const length = headers.get("content-length");
  if (length !== null && Number(length) > httpPolicy.bodyBytesMax) throw tooLarge();
}

async function readText(request: Request): Promise<string> {
  const reader = request.body?.getReader();
  if (reader === undefined) return "";
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let text = "";
  let bytes = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return text + decoder.decode();
      bytes += value.byteLength;
      if (bytes > httpPolicy.bodyBytesMax) throw tooLarge();
      text += decoder.decode(value, { stream: true });
    }
  } catch (error) {
    // Not awaited: a sender that never ends must not keep the refusal waiting.
    reader.cancel().catch(() => {});
    if (error instanceof ProblemError) throw error;
    throw malformed("The body could not be read as UTF-8 text.");
  }
}

function parseJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw malformed("The body is not JSON.");
  }
  guardShape(value, 1);
  return value;
}

function guardShape(value: unknown, depth: number): void {
  if (typeof value !== "object" || value === null) return;
  if (depth > httpPolicy.bodyDepthMax) {
    throw malformed(`The body is nested deeper than ${httpPolicy.bodyDepthMax} levels.`);
  }
  if (Object.hasOwn(value, "__proto__")) throw malformed("The body has a forbidden field name.");
  for (const part of Object.values(value)) guardShape(part, depth + 1);
}

function pointerOf(path: readonly PropertyKey[]): string {
  return `#${path.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("")}`;
}

function malformed(detail: string): ProblemError {
  return new ProblemError("invalid-request", detail);
}

/** The connection ends with it: the rest of the body must not be read as the next request. */
function tooLarge(): ProblemError {
  return new ProblemError(
    "payload-too-large",
    `A body here has at most ${httpPolicy.bodyBytesMax} bytes.`,
    { headers: { connection: "close" } },
  );
}
