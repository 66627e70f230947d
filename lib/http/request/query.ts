import type { z } from "zod";
import { ProblemError } from "@/lib/http/answer/problem-error";
import { httpPolicy } from "@/lib/policy";

/** Names under which people paste keys into addresses, where logs and histories keep them. */
const SECRET_NAMES =
  /^(api[_-]?key|key|token|access[_-]?token|secret|password|passphrase|username|authorization)$/i;
const SECRET_TEXT = /^\s*gg_[a-z0-9]+_|gg_[a-z0-9]{8}_|^bearer\s/i;

/** Accepted from older clients, without effect. */
const IGNORED_NAME = "user_id";

/**
 * Refuses an over-long address, and one that contains a key. `credentialName`: the parameter that a
 * route takes a key in, because clients of the upstream can put it nowhere else.
 */
export function guardUrl(url: URL, credentialName?: string): void {
  if (url.pathname.length + url.search.length > httpPolicy.urlCharactersMax) {
    throw new ProblemError(
      "uri-too-long",
      `The address exceeds ${httpPolicy.urlCharactersMax} characters.`,
    );
  }
  for (const [name, value] of url.searchParams) {
    if (name === credentialName) continue;
    if (SECRET_NAMES.test(name) || SECRET_TEXT.test(name) || SECRET_TEXT.test(value)) {
      throw new ProblemError(
        "invalid-request",
        "An address must not contain a secret, because logs keep addresses. Replace the secret you sent.",
      );
    }
  }
}

/**
 * Parses the query by its schema, an object of strings. Refuses unknown and repeated names;
 * pointers are `?name` and contain our own names only. `dropped`: names that Next did not pass on.
 */
export function readQuery<Schema extends z.ZodObject>(
  url: URL,
  schema: Schema,
  dropped: readonly string[] = [],
): z.output<Schema> {
  const known = Object.keys(schema.shape);
  const values = new Map<string, string>();
  const errors = dropped.map(() => ({ pointer: "?", detail: unknownDetail(known) }));
  for (const [name, value] of url.searchParams) {
    if (name === IGNORED_NAME) continue;
    if (!known.includes(name)) {
      errors.push({ pointer: "?", detail: unknownDetail(known) });
    } else if (values.has(name)) {
      errors.push({ pointer: `?${name}`, detail: "Sent more than once." });
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
    throw new ProblemError("invalid-request", "The query is invalid.", {
      errors: errors.slice(0, 10),
    });
  }
  return parsed.data;
}

/** Next's own router repeats the path's parameters with these prefixes. */
const PATH_PREFIXES = ["nxtP", "nxtI"];

/**
 * Returns names that the client sent and Next dropped before the handler: `__proto__`, which an
 * object loses, and Next's own names. A router in front of Next may repeat the path's parameters;
 * with the path's values they are not the client's. `sent`: the query as sent, null without a
 * preflight. `parameters`: the path's, from Next.
 */
export function droppedNames(url: URL, sent: string | null, parameters: unknown): string[] {
  const path = Object.entries<string | string[]>(Object(parameters));
  return [...new URLSearchParams(sent ?? "")].flatMap(([name, value]) => {
    if (url.searchParams.has(name)) return [];
    const isRepeated = path.some(
      ([own, known]) =>
        PATH_PREFIXES.some((prefix) => name === prefix + own) && value === [known].flat().join("/"),
    );
    return isRepeated ? [] : [name];
  });
}

function unknownDetail(known: readonly string[]): string {
  if (known.length === 0) return "Unknown parameter. This address takes none.";
  return `Unknown parameter. Known: ${known.join(", ")}.`;
}
