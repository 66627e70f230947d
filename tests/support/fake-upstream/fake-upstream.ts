import { setMaxListeners } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type Arrival, worstWindow } from "./fake-arrivals";
import { type FakeAsk, readAsk } from "./fake-ask";
import { createControl } from "./fake-control";
import { FAKE_LIMITS, type FakeLimits, type FakeSession, secondsToWait } from "./fake-limits";
import { type FakeMatch, type FakeReply, sendReply } from "./fake-replies";

export type FakeUpstreamOptions = {
  /** 0, the default: any free port. */
  port?: number;
  v1Username?: string;
  v2Key?: string;
  /** Delay before headers: a number, or the bounds of a uniform distribution, ms. Default 0. */
  latencyMs?: number | { min: number; max: number };
  /** Strict limits. Default: those of the real upstream. `none` accepts everything. */
  limits?: Partial<FakeLimits> | "none";
  /** Decides which limits apply. `setSession` changes it. Default: the market is open. */
  session?: FakeSession;
  unknownSymbols?: readonly string[];
};

/**
 * The judge of all tests. It speaks v1 and v2 over real HTTP, and records each arrival by its own
 * monotonic clock when it has read the request's headers.
 */
export type FakeUpstream = {
  /** The value for TRADING_VOLATILITY_BASE_URL: `http://127.0.0.1:1234/api`. */
  baseUrl: string;
  arrivals(): readonly Arrival[];
  /**
   * The most arrivals under a limit in any half-open interval of `windowMs`, including refused
   * ones.
   */
  worstWindow(windowMs: number, of?: Arrival["window"]): number;
  /** Replies for the next calls that match, in this order, the earliest script first. */
  script(match: FakeMatch, ...replies: FakeReply[]): void;
  setSession(session: FakeSession): void;
  /** Forgets arrivals and scripts. */
  reset(): void;
  close(): Promise<void>;
};

export async function startFakeUpstream(options: FakeUpstreamOptions = {}): Promise<FakeUpstream> {
  const closing = new AbortController();
  // Each call in flight listens, so dozens of listeners are no leak.
  setMaxListeners(0, closing.signal);
  const arrivals: Arrival[] = [];
  let session = options.session ?? "open";
  const scripts: { match: FakeMatch; replies: FakeReply[] }[] = [];
  const judge = {
    arrivals: () => arrivals,
    worstWindow: (windowMs: number, of: Arrival["window"] = "account") => {
      const counted = arrivals.filter(({ window }) => of === "account" || window === of);
      return worstWindow(
        counted.map(({ at }) => at),
        windowMs,
      );
    },
    script: (match: FakeMatch, ...replies: FakeReply[]) => {
      scripts.push({ match, replies: [...replies] });
    },
    setSession: (next: FakeSession) => {
      session = next;
    },
    reset: () => {
      arrivals.length = 0;
      scripts.length = 0;
    },
  };
  const control = createControl(judge);

  const server = createServer((request, response) => {
    const at = performance.now();
    const url = new URL(request.url ?? "/", "http://fake.invalid");
    if (url.pathname.startsWith("/__control/")) control(request, response, url);
    else answer(request, response, url, at).catch(() => response.destroy());
  });

  async function answer(
    request: IncomingMessage,
    response: ServerResponse,
    url: URL,
    at: number,
  ): Promise<void> {
    const ask = readAsk(request, url, options);
    const { symbol, version, resource, window, authorized } = ask;
    const wait =
      symbol === null || options.limits === "none"
        ? 0
        : secondsToWait(arrivals, at, ask, { ...FAKE_LIMITS, ...options.limits }, session);
    const arrival = { at, path: url.pathname, version, symbol, resource, window, authorized };
    const gexView = ask.parameters.get("gex_view");
    arrivals.push({ ...arrival, gexView, refused: wait > 0 });
    if (symbol === null) {
      response.writeHead(404).end();
      return;
    }
    const reply: FakeReply =
      wait > 0
        ? { kind: "limited", retryAfter: String(wait) }
        : (takeReply(scripts, ask, symbol) ?? defaultReply(authorized, symbol, options));
    const delayed = { ...reply, delayMs: reply.delayMs ?? drawLatency(options.latencyMs) };
    await sendReply(response, delayed, { ...ask, symbol, now: Date.now() }, closing.signal);
  }

  await new Promise<void>((resolve) => server.listen(options.port ?? 0, "127.0.0.1", resolve));
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  return {
    baseUrl: `http://127.0.0.1:${port}/api`,
    ...judge,
    close: () =>
      new Promise((resolve) => {
        closing.abort();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function takeReply(
  scripts: { match: FakeMatch; replies: FakeReply[] }[],
  { version, resource }: FakeAsk,
  symbol: string,
): FakeReply | undefined {
  for (const { match, replies } of scripts) {
    if ((match.version ?? version) !== version || (match.symbol ?? symbol) !== symbol) continue;
    if ((match.resource ?? resource) !== resource) continue;
    const stays = match.always === true && replies.length === 1;
    const reply = stays ? replies[0] : replies.shift();
    if (reply) return reply;
  }
  return undefined;
}

function defaultReply(
  authorized: boolean,
  symbol: string,
  { unknownSymbols = [] }: FakeUpstreamOptions,
): FakeReply {
  if (!authorized) return { kind: "not-allowed" };
  return { kind: unknownSymbols.includes(symbol) ? "unknown-symbol" : "good" };
}

function drawLatency(latencyMs: FakeUpstreamOptions["latencyMs"] = 0): number {
  if (typeof latencyMs === "number") return latencyMs;
  return latencyMs.min + Math.random() * (latencyMs.max - latencyMs.min);
}
