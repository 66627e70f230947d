import { isLoopbackHost } from "@/lib/environment/loopback";
import { ProblemError } from "./problem-error";

const CHANGES = new Set(["POST", "PUT", "PATCH", "DELETE"]);

/**
 * Refuses (403) what a page of another origin makes a browser send. `origin` is APP_ORIGIN, or
 * null: only loopback is served, and the request's own loopback host is the origin.
 * A change that carries a cookie must say, by Sec-Fetch-Site or Origin, that it is ours.
 */
export function guardOrigin(request: Request, origin: string | null): void {
  const { headers } = request;
  const site = headers.get("sec-fetch-site");
  const sender = headers.get("origin");
  const isBrowser = site !== null || sender !== null;
  if (isBrowser && origin === null && loopbackOrigin(headers) === null) {
    throw refusal("This address is not served to browsers: APP_ORIGIN must name it.");
  }
  if (site === "cross-site" || site === "same-site") throw refusal("Asked from another origin.");
  if (sender !== null && sender !== (origin ?? loopbackOrigin(headers))) {
    throw refusal("Asked from another origin.");
  }
  if (!CHANGES.has(request.method) || !headers.has("cookie")) return;
  if (site !== null ? site !== "same-origin" : sender === null) {
    throw refusal("A change with a cookie must say that it comes from this origin.");
  }
}

/** The request's own origin where its Host is loopback, else null. Nothing else is built from Host. */
function loopbackOrigin(headers: Headers): string | null {
  const host = headers.get("host") ?? "";
  const sender = headers.get("origin");
  const scheme = sender?.startsWith("https://") ? "https" : "http";
  const own = `${scheme}://${host}`;
  return URL.canParse(own) && isLoopbackHost(new URL(own).hostname) ? own : null;
}

function refusal(detail: string): ProblemError {
  return new ProblemError("forbidden", detail);
}
