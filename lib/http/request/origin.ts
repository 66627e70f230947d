import { isLoopbackHost } from "@/lib/environment/loopback";
import { ProblemError } from "@/lib/http/answer/problem-error";

const CHANGES = new Set(["POST", "PUT", "PATCH", "DELETE"]);

/**
 * Refuses (403) requests that a page of another origin causes. `origin` is APP_ORIGIN; null: only
 * loopback is served, and the request's own loopback host is the origin. A change that carries a
 * cookie must prove, by Sec-Fetch-Site or Origin, that it comes from our pages.
 */
export function guardOrigin(request: Request, origin: string | null): void {
  const { headers } = request;
  const site = headers.get("sec-fetch-site");
  const sender = headers.get("origin");
  const isBrowser = site !== null || sender !== null;
  if (isBrowser && origin === null && loopbackOrigin(headers) === null) {
    throw refusal("Browsers cannot use this address. Set APP_ORIGIN to this address.");
  }
  if (site === "cross-site" || site === "same-site")
    throw refusal("The request came from another origin.");
  if (sender !== null && sender !== (origin ?? loopbackOrigin(headers))) {
    throw refusal("The request came from another origin.");
  }
  if (!CHANGES.has(request.method) || !headers.has("cookie")) return;
  if (site !== null ? site !== "same-origin" : sender === null) {
    throw refusal("A change that sends a cookie needs an Origin header with this server's origin.");
  }
}

/** Returns the request's own origin if its Host is loopback, else null. Nothing else uses Host. */
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
