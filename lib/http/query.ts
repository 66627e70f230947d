import type { z } from "zod";
import { httpPolicy } from "@/lib/policy";
import { ProblemError } from "./problem-error";

/** Names under which people paste keys into addresses, where logs and histories keep them. */
const SECRET_NAMES =
  /^(api[_-]?key|key|token|access[_-]?token|secret|password|passphrase|username|authorization)$/i;
const SECRET_VALUE = /^(gg_[A-Za-z0-9]+_|bearer\s)/i;

/** Accepted from older clients, and without any meaning. */
const IGNORED_NAME = "user_id";

/** Refuses an over-long address, and one that carries a key. */
export function guardUrl(url: URL): void {
  if (url.pathname.length + url.search.length > httpPolicy.urlCharactersMax) {
    throw new ProblemError(
      "uri-too-long",
      `An address here has at most ${httpPolicy.urlCharactersMax} characters.`,
    );
  }
  for (const [name, value] of url.searchParams) {
    if (SECRET_NAMES.test(name) || SECRET_VALUE.test(value)) {
      throw new ProblemError(
        "invalid-request",
        "A key never belongs in an address. Send it in the Authorization header, and replace this one.",
      );
    }
  }
}

/**
 * The query by its schema, an object of strings. Unknown and repeated names are refused; pointers
 * are `?name` with names of ours only.
 */
export function readQuery<Schema extends z.ZodObject>(url: URL, schema: Schema): z.output<Schema> {
  const known = Object.keys(schema.shape);
  const values = new Map<string, string>();
  const errors: { pointer: string; detail: string }[] = [];
  for (const [name, value] of url.searchParams) {
    if (name === IGNORED_NAME) continue;
    if (!known.includes(name)) {
      errors.push({ pointer: "?", detail: unknownDetail(known) });
    } else if (values.has(name)) {
      errors.push({ pointer: `?${name}`, detail: "Given more than once." });
    } else {
      values.set(name, value);
    }
  }
  const parsed = schema.safeParse(Object.fromEntries(values));
  if (!parsed.success) {
    for (const issue of parsed.error.issues) {
      errors.push({ pointer: `?${String(issue.path[0] ?? "")}`, detail: issue.message });
    }
  }
  if (errors.length > 0 || !parsed.success) {
    throw new ProblemError("invalid-request", "The query is malformed.", {
      errors: errors.slice(0, 10),
    });
  }
  return parsed.data;
}

function unknownDetail(known: readonly string[]): string {
  if (known.length === 0) return "No parameters are known here.";
  return `An unknown name; known here: ${known.join(", ")}.`;
}
