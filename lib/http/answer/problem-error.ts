import { PROBLEMS, type Problem, type ProblemSlug } from "@/lib/contract/problem";

export type ProblemExtra = {
  /** Seconds, possibly fractional. Rounded up, at least 1. */
  retryAfterSeconds?: number | undefined;
  errors?: readonly { pointer: string; detail: string }[] | undefined;
  headers?: Readonly<Record<string, string>> | undefined;
  /** The request's id. Default: a new one. */
  requestId?: string | undefined;
};

/**
 * A refusal thrown by a handler and turned into a response by `route`. `detail` is our own sentence
 * for people; it never repeats what was sent.
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

/** Rounds up to whole seconds, at least 1, so that a retry never comes too early. */
export function wholeRetrySeconds(seconds: number): number {
  return Number.isFinite(seconds) ? Math.max(1, Math.ceil(seconds)) : 1;
}

/** Builds the body of a problem (RFC 9457), also for failed tickets and rows. */
export function problemBody(
  slug: ProblemSlug,
  detail: string,
  requestId: string,
  extra: Pick<ProblemExtra, "retryAfterSeconds" | "errors"> = {},
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
    ...(extra.errors === undefined ? {} : { errors: [...extra.errors] }),
  };
}
