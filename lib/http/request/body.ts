import type { z } from "zod";
import { ProblemError } from "@/lib/http/answer/problem-error";
import { httpPolicy } from "@/lib/policy";

/**
 * Reads the JSON body and parses it by its schema. Stops past the size cap, whatever Content-Length
 * said. Throws ProblemError: 415 for another type, 413 past the cap, 400 for invalid JSON,
 * excessive depth or a schema error, with JSON pointers and without any sent value.
 */
export async function readJson<Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
): Promise<z.output<Schema>> {
  guardForm(request.headers);
  const parsed = schema.safeParse(parseJson(await readText(request)));
  if (parsed.success) return parsed.data;
  throw new ProblemError("invalid-request", "The body does not match the expected format.", {
    errors: parsed.error.issues.slice(0, 20).map((issue) => ({
      pointer: pointerOf(issue.path),
      // Zod's message repeats the unknown names that were sent.
      detail: issue.code === "unrecognized_keys" ? "Unknown field." : issue.message,
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
    throw new ProblemError("unsupported-media-type", "Send application/json without compression.");
  }
  const length = headers.get("content-length");
  if (length !== null && Number(length) > httpPolicy.bodyBytesMax) throw tooLarge();
}

/** The body as text. Throws ProblemError: 413 past the cap, 400 for anything but UTF-8. */
export async function readText(request: Request): Promise<string> {
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
    // Not awaited: a sender that never ends must not delay the refusal.
    reader.cancel().catch(() => {});
    if (error instanceof ProblemError) throw error;
    throw malformed("The body is not UTF-8 text.");
  }
}

function parseJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw malformed("The body is not valid JSON.");
  }
  guardShape(value, 1);
  return value;
}

function guardShape(value: unknown, depth: number): void {
  if (typeof value !== "object" || value === null) return;
  if (depth > httpPolicy.bodyDepthMax) {
    throw malformed(`The body is nested deeper than ${httpPolicy.bodyDepthMax} levels.`);
  }
  if (Object.hasOwn(value, "__proto__"))
    throw malformed("The body contains a forbidden field name.");
  for (const part of Object.values(value)) guardShape(part, depth + 1);
}

function pointerOf(path: readonly PropertyKey[]): string {
  return `#${path.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("")}`;
}

function malformed(detail: string): ProblemError {
  return new ProblemError("invalid-request", detail);
}

/** The connection is closed, so that the rest of the body is not read as the next request. */
function tooLarge(): ProblemError {
  return new ProblemError(
    "payload-too-large",
    `The body exceeds ${httpPolicy.bodyBytesMax} bytes.`,
    { headers: { connection: "close" } },
  );
}
