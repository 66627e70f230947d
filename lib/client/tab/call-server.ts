import type { ServerTime } from "@/lib/client/time/server-time";
import type { Problem } from "@/lib/contract/problem";
import type { AskRefusal, RefusalReason } from "./ask-store";

export type ServerAnswer<Body> =
  | { kind: "answered"; status: number; body: Body }
  | { kind: "refused"; refusal: AskRefusal };

export type Server = {
  fetch(path: string, init?: RequestInit): Promise<Response>;
  time: ServerTime;
};

export const UNREACHABLE: AskRefusal = {
  reason: "unreachable",
  detail: "Gammagate did not respond. Check the connection and try again.",
  readyAt: null,
};

/**
 * Sends one request to our own server. Never throws: a missing answer is a refusal. `Body` is the
 * contract's type for the address; the server encodes it from that schema.
 */
export async function callServer<Body>(
  server: Server,
  path: string,
  init: RequestInit = {},
): Promise<ServerAnswer<Body>> {
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

/** Returns why a response is not an answer. `body`: its JSON. */
export function refusalIn(response: Response, body: unknown, now: number): AskRefusal {
  if (isProblem(body)) return refusalOf(body, now);
  // A proxy may answer in our place, with JSON of its own.
  const seconds = Number(response.headers.get("retry-after"));
  return { ...UNREACHABLE, readyAt: seconds > 0 ? now + seconds * 1_000 : null };
}

function isProblem(body: unknown): body is Problem {
  return (
    typeof body === "object" && body !== null && "type" in body && typeof body.type === "string"
  );
}

export function refusalOf(problem: Problem, now: number): AskRefusal {
  const { retryAfterSeconds } = problem;
  return {
    // The server's own reason: `/problems/{slug}`.
    reason: problem.type.replace("/problems/", "") as RefusalReason,
    detail: problem.detail,
    readyAt: retryAfterSeconds === undefined ? null : now + retryAfterSeconds * 1_000,
  };
}
