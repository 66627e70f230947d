import type { CallerContext } from "@/app/api/_shared/caller-context";
import { withLeaveSignal } from "@/lib/http/process/leave-signal";
import { wantsEventStream } from "@/lib/http/request/accept";
import { readText } from "@/lib/http/request/body";
import { isPassive } from "@/lib/http/request/passive";
import { relayEvents } from "@/lib/http/streams/relay-events";
import { takeStreamPlace } from "@/lib/http/streams/stream-registry";
import type { Runtime } from "@/lib/runtime/runtime";

type Asked = Pick<CallerContext<unknown>, "request" | "url" | "caller" | "desk" | "stayFor"> & {
  primary: NonNullable<Runtime["primary"]>;
};

/** What the primary needs to answer as this deployment would. */
const ASKED_WITH = ["accept", "content-type", "content-encoding", "prefer", "last-event-id"];
/** What its answer is passed on with. */
const ANSWERED_WITH = [
  "content-type",
  "cache-control",
  "age",
  "cache-status",
  "ratelimit",
  "ratelimit-policy",
  "retry-after",
  "location",
  "preference-applied",
  "x-accel-buffering",
  "x-gammagate-as-of",
  "x-request-id",
];
/** What belongs to one caller, by its id in the address. */
const OWNED = /^\/api\/(tickets|scanner\/scans)\/./;
/**
 * Scans are large, and their rows were events before. Replies of the drop-in proxy are no snapshots.
 * Every other answer is read whole.
 */
const PASSED_ON = /^\/api\/(scanner\/scans|tv\/)/;

/**
 * Asks the primary what this request asks, for its caller, and keeps the snapshots in the answer. Null:
 * the primary cannot be used, or broke off. Throws ProblemError: 400, 413, too-many-streams.
 */
export async function askPrimary(asked: Asked, hasCopies: boolean): Promise<Response | null> {
  const { request, url, caller } = asked;
  // Before the request, so that a refused stream starts no scan.
  const place = asksForStream(request, url) ? takeStreamPlace(caller) : null;
  let isRelayed = false;
  try {
    const answer = await send(asked, hasCopies);
    if (answer === null) return null;
    const given = { status: answer.status, headers: passedOn(answer.headers) };
    const type = answer.headers.get("content-type") ?? "";
    if (place && answer.body && type.startsWith("text/event-stream")) {
      isRelayed = true;
      const onData = (data: unknown) => keep(asked, data);
      return new Response(relayEvents(answer.body, { request, place, onData }), given);
    }
    const isRead = /^application\/json/.test(type) && !PASSED_ON.test(url.pathname);
    if (!isRead || request.method === "HEAD") return new Response(answer.body, given);
    const text = await answer.text().catch(() => null);
    if (text !== null) keep(asked, JSON.parse(text));
    return text === null ? null : new Response(text, given);
  } finally {
    if (!isRelayed) place?.release();
  }
}

function asksForStream({ method, headers }: Request, { pathname }: URL): boolean {
  return method !== "HEAD" && (pathname.endsWith("/events") || wantsEventStream(headers));
}

/** The path and query. A key that v1's clients have in their query is this deployment's own. */
function pathOf({ pathname, searchParams }: URL): string {
  const query = new URLSearchParams(searchParams);
  query.delete("username");
  return query.size === 0 ? pathname : `${pathname}?${query}`;
}

async function send(asked: Asked, hasCopies: boolean): Promise<Response | null> {
  const { request, url, caller, primary, stayFor } = asked;
  stayFor(() => primary.idle());
  const fixed = {
    method: request.method,
    path: pathOf(url),
    headers: headersOf(request),
    body: request.body === null ? null : await readText(request),
    hasCopies,
  };
  const sendAs = (id: string) =>
    withLeaveSignal(request, (signal) => primary.send({ ...fixed, caller: id, signal: signal() }));
  const answer = await sendAs(caller.id);
  const { withoutCookie } = caller;
  if (answer?.status !== 404 || withoutCookie === undefined) return answer;
  if (!OWNED.test(url.pathname)) return answer;
  // Made by this caller's first request, which had no cookie yet.
  await answer.body?.cancel();
  return sendAs(withoutCookie);
}

function headersOf(request: Request): Record<string, string> {
  const sent = ASKED_WITH.flatMap((name) => {
    const value = request.headers.get(name);
    return value === null ? [] : [[name, value]];
  });
  // A navigation shows in headers that a browser sends here, and nobody may send on.
  const passive = isPassive(request) ? { "sec-purpose": "prefetch" } : {};
  return { ...Object.fromEntries(sent), ...passive };
}

function passedOn(headers: Headers): Record<string, string> {
  return Object.fromEntries([...headers].filter(([name]) => ANSWERED_WITH.includes(name)));
}

/** Keeps the snapshots in an answer or event. They are a copy: what cannot be kept is lost. */
function keep({ desk, stayFor }: Asked, data: unknown): void {
  const kept = desk.keepCopies(data).catch(() => undefined);
  stayFor(() => kept);
}
