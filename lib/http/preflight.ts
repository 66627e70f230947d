import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { httpPolicy } from "@/lib/policy";
import { type PreflightRefusal, refusalAddress } from "./preflight-refusal";
import { isShuttingDown, rememberServer } from "./shutdown";

/** Methods that Next hands to handlers. Every handler refuses PATCH with its own Allow. */
const METHODS_OF_NEXT = new Set(["GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE", "PATCH"]);

/**
 * What Next should parse instead, or nothing to change: it answers some requests before any
 * handler, with a 500 (malformed escapes, TRACE) or as if they were others (any method on a page).
 * `isAction`: the request names a Server Action; there are none.
 */
export function rewriteOf(
  method: string,
  target: string,
  isAction = false,
): { method: string; url: string } {
  const allowed = METHODS_OF_NEXT.has(method) ? method : "PATCH";
  const refuse = (slug: PreflightRefusal) => ({ method: allowed, url: refusalAddress(slug) });
  if (target.length > httpPolicy.urlCharactersMax) return refuse("uri-too-long");
  const url = originForm(target);
  if (url === null || !isCleanPath(url)) return refuse("invalid-request");
  if (isPage(url) && allowed !== "GET" && allowed !== "HEAD") {
    return refuse(isAction ? "not-found" : "method-not-allowed");
  }
  return { method: allowed, url };
}

/** Everything but handlers and Next's own addresses (in development some take POST). */
function isPage(url: string): boolean {
  return !/^\/(api([/?#]|$)|_next\/|__next)/.test(url);
}

/** `http://host/path`, as to a proxy, is legal: only its path and query are ours. */
function originForm(target: string): string | null {
  if (target.startsWith("/") || target === "*") return target;
  if (!/^https?:\/\//i.test(target) || !URL.canParse(target)) return null;
  const { pathname, search } = new URL(target);
  return pathname + search;
}

/** Whether each segment decodes, to text without separators, dots alone or control characters. */
function isCleanPath(url: string): boolean {
  const [path = ""] = url.split(/[?#]/, 1);
  return path.split("/").every((segment) => {
    if (!segment.includes("%")) return true;
    try {
      const text = decodeURIComponent(segment);
      return !/[/\\]/.test(text) && !/^\.+$/.test(text) && !hasControl(text);
    } catch {
      return false;
    }
  });
}

function hasControl(text: string): boolean {
  return [...text].some((character) => character < " " || character === "\u007f");
}

type RequestStart = { request: IncomingMessage; response: ServerResponse; server: Server };

/**
 * Listens where node announces a request, before Next sees it. Also learns the server, ends
 * kept-alive connections once the process is going down, and drops a header that older versions
 * of Next took as leave to skip checks.
 */
export function installPreflight(): void {
  subscribe("http.server.request.start", (message) => {
    // node:http publishes exactly this shape on this channel.
    const { request, response, server } = message as RequestStart;
    rememberServer(server);
    if (isShuttingDown()) response.shouldKeepAlive = false;
    delete request.headers["x-middleware-subrequest"];
    // Only pages have parts that a router can ask for; elsewhere Next would redirect.
    if (!isPage(request.url ?? "/")) delete request.headers.rsc;
    const rewritten = rewriteOf(
      request.method ?? "GET",
      request.url ?? "/",
      request.headers["next-action"] !== undefined,
    );
    request.method = rewritten.method;
    request.url = rewritten.url;
  });
}
