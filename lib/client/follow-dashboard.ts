import type { Dashboard, Range } from "@/lib/contract/dashboard";
import type { Problem } from "@/lib/contract/problem";
import { browserPolicy } from "@/lib/policy";
import type { Refusal } from "./ask-store";
import { callServer, refusalOf, type Server, UNREACHABLE } from "./call-server";
import { createSilence, messagesIn, type Sleep } from "./stream-messages";

export const dashboardPath = (range: Range) => `/api/admin/rate-limit-dashboard?range=${range}`;

type Follow = {
  range: Range;
  sleep: Sleep;
  onDashboard(dashboard: Dashboard): void;
  /** The stream broke or was refused; it is opened again, but where the session has ended. */
  onRefusal(refusal: Refusal): void;
};

/** Follows the control room until `signal` aborts. It only looks: no part of it asks the upstream. */
export async function followDashboard(
  server: Server,
  follow: Follow,
  signal: AbortSignal,
): Promise<void> {
  let rest: number = browserPolicy.followRestFirstMs;
  while (!signal.aborted) {
    const watched = await watchStream(server, follow, signal);
    if (signal.aborted) return;
    const { told } = watched;
    // A stream that ends without a word does not say why: a plain look does.
    const refusal = watched.refusal ?? (told ? null : await lookOnce(server, follow, signal));
    if (signal.aborted) return;
    if (refusal !== null) follow.onRefusal(refusal);
    if (refusal?.reason === "unauthorized") return;
    if (told && refusal === null) {
      // Its life was over: the next one follows at once.
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
): Promise<Refusal | null> {
  const answer = await callServer<Dashboard>(server, dashboardPath(range), { signal });
  if (signal.aborted) return null;
  if (answer.kind === "refused") return answer.refusal;
  onDashboard(answer.body);
  return null;
}

type Watched = { told: boolean; refusal: Refusal | null };

async function watchStream(server: Server, follow: Follow, signal: AbortSignal): Promise<Watched> {
  const leave = new AbortController();
  const silence = createSilence(follow.sleep, () => leave.abort());
  let told = false;
  try {
    silence.restart();
    const response = await server.fetch(dashboardPath(follow.range), {
      headers: { accept: "text/event-stream" },
      signal: AbortSignal.any([signal, leave.signal]),
    });
    if (!response.ok || response.body === null)
      return { told, refusal: await why(response, server) };
    for await (const { data } of messagesIn(response.body)) {
      silence.restart();
      told = true;
      follow.onDashboard(JSON.parse(data) as Dashboard);
    }
    return { told, refusal: null };
  } catch {
    return { told, refusal: UNREACHABLE };
  } finally {
    silence.stop();
    leave.abort();
  }
}

async function why(response: Response, server: Server): Promise<Refusal> {
  try {
    return refusalOf((await response.json()) as Problem, server.time.now());
  } catch {
    return UNREACHABLE;
  }
}
