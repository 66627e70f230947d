import type { AskRefusal } from "@/lib/client/tab/ask-store";
import { callServer, refusalOf, type Server, UNREACHABLE } from "@/lib/client/tab/call-server";
import { readStream } from "@/lib/client/tab/read-stream";
import type { Sleep } from "@/lib/client/tab/stream-messages";
import type { Dashboard, Range } from "@/lib/contract/admin/dashboard";
import type { Problem } from "@/lib/contract/problem";
import { browserPolicy } from "@/lib/policy";

export const dashboardPath = (range: Range) => `/api/admin/rate-limit-dashboard?range=${range}`;

type Follow = {
  range: Range;
  sleep: Sleep;
  onDashboard(dashboard: Dashboard): void;
  /** The stream broke or was refused. It is opened again, unless the session has ended. */
  onRefusal(refusal: AskRefusal): void;
};

/** Follows the dashboard until `signal` aborts. Makes no upstream calls. */
export async function followDashboard(
  server: Server,
  follow: Follow,
  signal: AbortSignal,
): Promise<void> {
  let rest: number = browserPolicy.followRestFirstMs;
  while (!signal.aborted) {
    const watched = await watchStream(server, follow, signal);
    if (signal.aborted) return;
    const { hasEvents } = watched;
    // A stream that ends without an event gives no reason. A plain request does.
    const refusal = watched.refusal ?? (hasEvents ? null : await lookOnce(server, follow, signal));
    if (signal.aborted) return;
    if (refusal !== null) follow.onRefusal(refusal);
    if (refusal?.reason === "unauthorized") return;
    if (hasEvents && refusal === null) {
      // A planned end: the next stream follows at once.
      rest = browserPolicy.followRestFirstMs;
      continue;
    }
    const askedToWait = (refusal?.readyAt ?? 0) - server.time.now();
    await follow.sleep(Math.max(rest, askedToWait), signal);
    rest = Math.min(rest * 2, browserPolicy.followRestMostMs);
  }
}

async function lookOnce(
  server: Server,
  { range, onDashboard }: Follow,
  signal: AbortSignal,
): Promise<AskRefusal | null> {
  const answer = await callServer<Dashboard>(server, dashboardPath(range), { signal });
  if (signal.aborted) return null;
  if (answer.kind === "refused") return answer.refusal;
  onDashboard(answer.body);
  return null;
}

type Watched = { hasEvents: boolean; refusal: AskRefusal | null };

async function watchStream(server: Server, follow: Follow, signal: AbortSignal): Promise<Watched> {
  const end = await readStream({
    server,
    path: dashboardPath(follow.range),
    sleep: follow.sleep,
    signal,
    onMessage({ data }) {
      follow.onDashboard(JSON.parse(data) as Dashboard);
      return "taken";
    },
  });
  if (end.kind === "refused") return { hasEvents: false, refusal: whyRefused(end.body, server) };
  return { hasEvents: end.spoke, refusal: end.kind === "broken" ? UNREACHABLE : null };
}

function whyRefused(body: unknown, server: Server): AskRefusal {
  return body === null ? UNREACHABLE : refusalOf(body as Problem, server.time.now());
}
