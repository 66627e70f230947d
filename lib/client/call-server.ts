import type { Problem } from "@/lib/contract/problem";
import type { Refusal, RefusalReason } from "./ask-store";
import type { ServerTime } from "./server-time";

export type Answer<Body> =
  | { kind: "answered"; status: number; body: Body }
  | { kind: "refused"; refusal: Refusal };

export type Server = {
  fetch(path: string, init?: RequestInit): Promise<Response>;
  time: ServerTime;
};

export const UNREACHABLE: Refusal = {
  reason: "unreachable",
  detail: "Gammagate did not answer. Check the connection and try again.",
  readyAt: null,
};

/**
 * One request to our own server. Never throws: no answer is a refusal too.
 * `Body` is what the contract says the address answers; the server encodes it from that schema.
 */
export async function callServer<Body>(
  server: Server,
  path: string,
  init: RequestInit = {},
): Promise<Answer<Body>> {
  let response: Response;
  let body: unknown;
  try {
    response = await server.fetch(path, init);
    body = response.status === 204 ? null : await response.json();
  } catch {
    return { kind: "refused", refusal: UNREACHABLE };
  }
  server.time.learn(Date.parse(response.headers.get("date") ?? ""));
  if (response.ok) return { kind: "answered", status: response.status, body: body as Body };
  return { kind: "refused", refusal: refusalIn(response, body, server.time.now()) };
}

/** Why an answer is none; `body`: its JSON. */
export function refusalIn(response: Response, body: unknown, now: number): Refusal {
  if (isProblem(body)) return refusalOf(body, now);
  // What stands between may answer in our place, in JSON of its own.
  const seconds = Number(response.headers.get("retry-after"));
  return { ...UNREACHABLE, readyAt: seconds > 0 ? now + seconds * 1_000 : null };
}

function isProblem(body: unknown): body is Problem {
  return (
    typeof body === "object" && body !== null && "type" in body && typeof body.type === "string"
  );
}

export function refusalOf(problem: Problem, now: number): Refusal {
  const { retryAfterSeconds } = problem;
  return {
    // The server's own word: `/problems/{slug}`.
    reason: problem.type.replace("/problems/", "") as RefusalReason,
    detail: problem.detail,
    readyAt: retryAfterSeconds === undefined ? null : now + retryAfterSeconds * 1_000,
  };
}
