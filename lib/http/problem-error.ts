import { PROBLEMS, type Problem, type ProblemSlug } from "@/lib/contract/problem";

export type ProblemExtra = {
  /** Seconds, fractions allowed: they are rounded up, to 1 at least. */
  retryAfterSeconds?: number | undefined;
  position?: number | undefined;
  errors?: readonly { pointer: string; detail: string }[] | undefined;
  headers?: Readonly<Record<string, string>> | undefined;
  /** The request's id; made up when absent. */
  requestId?: string | undefined;
};

/**
 * A refusal on its way to its answer: thrown by the doors of a handler, mapped by `route`.
 * `detail` is a sentence of ours for people; it never repeats what was sent.
 */
export class ProblemError extends Error {
  override readonly name = "ProblemError";
  constructor(
    readonly slug: ProblemSlug,
    readonly detail: string,
    readonly extra: ProblemExtra = {},
  ) {
    super(`${slug}: ${detail}`);
  }
}

/** Whole seconds, at least 1, never earlier than true. */
export function wholeRetrySeconds(seconds: number): number {
  return Number.isFinite(seconds) ? Math.max(1, Math.ceil(seconds)) : 1;
}

/** The body of a problem (RFC 9457), also for tickets and rows that failed. */
export function problemBody(
  slug: ProblemSlug,
  detail: string,
  requestId: string,
  extra: Pick<ProblemExtra, "retryAfterSeconds" | "position" | "errors"> = {},
): Problem {
  const { status, title } = PROBLEMS[slug];
  return {
    type: `/problems/${slug}`,
    title,
    status,
    detail,
    instance: `urn:uuid:${requestId}`,
    ...(extra.retryAfterSeconds === undefined
      ? {}
      : { retryAfterSeconds: wholeRetrySeconds(extra.retryAfterSeconds) }),
    ...(extra.position === undefined ? {} : { position: extra.position }),
    ...(extra.errors === undefined ? {} : { errors: [...extra.errors] }),
  };
}
