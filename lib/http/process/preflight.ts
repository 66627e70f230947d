import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { PEER_HEADER, SENT_QUERY_HEADER } from "@/lib/environment/inner-headers";
import { isForeignHost } from "@/lib/http/request/foreign-host";
import { httpPolicy } from "@/lib/policy";
import { type PreflightRefusal, refusalAddress } from "./preflight-refusal";
import { isShuttingDown, rememberServer } from "./shutdown";

/** Methods that Next passes to handlers. Every handler refuses PATCH with its own Allow. */
const METHODS_OF_NEXT = new Set(["GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE", "PATCH"]);

/**
 * Returns the URL that Next should parse instead, or null for no change. Next answers some requests
 * before any handler, with a 500 (malformed escapes, TRACE) or as other requests (any method on a
 * page). `isAction`: the request names a Server Action; there are none.
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
  if (url === null || !isCleanPath(url))
    return refuse(isProxied(target) ? "not-found" : "invalid-request");
  if (isPage(url) && allowed !== "GET" && allowed !== "HEAD") {
    return refuse(isAction ? "not-found" : "method-not-allowed");
  }
  return { method: allowed, url };
}

/** The drop-in proxy knows all addresses of the API, and none has such a path. */
function isProxied(target: string): boolean {
  return /^\/api\/tv\//.test(target);
}

/** Probes may use any host name for this server. */
const PROBED = /^\/api\/(health|ready)([?#]|$)/;

/** Returns where a request with a foreign host name is sent instead; null: it may continue. */
export function refuseForeignHost(
  headers: IncomingMessage["headers"],
  url: string,
  origin: string | null,
): string | null {
  const isOpen = PROBED.test(url) || url.startsWith("/_next/");
  return !isOpen && isForeignHost(headers, origin) ? refusalAddress("forbidden") : null;
}

/** Everything except handlers and Next's own addresses (in development some take POST). */
function isPage(url: string): boolean {
  return !/^\/(api([/?#]|$)|_next\/|__next)/.test(url);
}

/** `http://host/path`, as sent to a proxy, is legal. Only its path and query matter. */
function originForm(target: string): string | null {
  if (target.startsWith("/") || target === "*") return target;
  if (!/^https?:\/\//i.test(target) || !URL.canParse(target)) return null;
  const { pathname, search } = new URL(target);
  return pathname + search;
}

/** Whether each segment decodes to text without separators, dots alone or control characters. */
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

/**
 * Writes request facts that handlers need into headers. A client's own headers of these names are
 * removed.
 */
export function writeInnerHeaders(
  headers: IncomingMessage["headers"],
  { url = "/", peer }: { url: string | undefined; peer: string | undefined },
): void {
  const at = url.indexOf("?");
  const written = { [PEER_HEADER]: peer, [SENT_QUERY_HEADER]: at < 0 ? "" : url.slice(at + 1) };
  for (const [name, value] of Object.entries(written)) {
    delete headers[name];
    if (value) headers[name] = value;
  }
}

type RequestStart = { request: IncomingMessage; response: ServerResponse; server: Server };

/**
 * Listens where node announces a request, before Next sees it. Also remembers the server, ends
 * keep-alive connections during shutdown, and drops a header that older versions of Next accepted
 * as permission to skip checks. `origin`: APP_ORIGIN. `isRouted`: the platform only forwards host
 * names of this deployment.
 */
export function installPreflight(own: { origin: string | null; isRouted: boolean }): void {
  subscribe("http.server.request.start", (message) => {
    // node:http publishes exactly this shape on this channel.
    const { request, response, server } = message as RequestStart;
    rememberServer(server);
    if (isShuttingDown()) response.shouldKeepAlive = false;
    delete request.headers["x-middleware-subrequest"];
    // Only pages have parts that a router can request. Elsewhere Next would redirect.
    if (!isPage(request.url ?? "/")) delete request.headers.rsc;
    const rewritten = rewriteOf(
      request.method ?? "GET",
      request.url ?? "/",
      request.headers["next-action"] !== undefined,
    );
    const refused = own.isRouted
      ? null
      : refuseForeignHost(request.headers, rewritten.url, own.origin);
    request.method = rewritten.method;
    request.url = refused ?? rewritten.url;
    const { url, socket } = request;
    writeInnerHeaders(request.headers, { url, peer: socket.remoteAddress });
  });
}
