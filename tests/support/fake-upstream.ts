import { setMaxListeners } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type Arrival, worstWindow } from "./fake-arrivals";
import { createControl } from "./fake-control";
import { type FakeMatch, type FakeReply, sendReply } from "./fake-replies";

export type FakeUpstreamOptions = {
  /** 0, the default: any free port. */
  port?: number;
  v1Username?: string;
  v2Key?: string;
  /** Before headers; the lower and upper end of an even spread, or one figure (ms). Default 0. */
  latencyMs?: number | { min: number; max: number };
  /** A strict limit of its own: more than `limit` in any `windowMs` are refused. */
  strictLimit?: { limit: number; windowMs: number };
  unknownSymbols?: readonly string[];
};

/**
 * The judge of all tests: speaks v1 and v2 over real HTTP and writes down every arrival, on its
 * own monotonic clock, the moment the request's headers were read.
 */
export type FakeUpstream = {
  /** What TRADING_VOLATILITY_BASE_URL would be: `http://127.0.0.1:1234/api`. */
  baseUrl: string;
  arrivals(): readonly Arrival[];
  /** The most arrivals in any half-open stretch of `windowMs`, refused ones counted too. */
  worstWindow(windowMs: number): number;
  /** Replies for the next calls that match, given in this order, the earliest script first. */
  script(match: FakeMatch, ...replies: FakeReply[]): void;
  /** Forgets arrivals and scripts. */
  reset(): void;
  close(): Promise<void>;
};

export async function startFakeUpstream(options: FakeUpstreamOptions = {}): Promise<FakeUpstream> {
  const closing = new AbortController();
  // Each call under way listens: dozens are no leak.
  setMaxListeners(0, closing.signal);
  const arrivals: Arrival[] = [];
  const scripts: { match: FakeMatch; replies: FakeReply[] }[] = [];
  const judge = {
    arrivals: () => arrivals,
    worstWindow: (windowMs: number) =>
      worstWindow(
        arrivals.map((arrival) => arrival.at),
        windowMs,
      ),
    script: (match: FakeMatch, ...replies: FakeReply[]) => {
      scripts.push({ match, replies: [...replies] });
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
    const refused = ask.symbol !== null && isOverLimit(arrivals, at, options.strictLimit);
    arrivals.push({ at, path: url.pathname, ...ask, refused });
    const { symbol, version } = ask;
    if (symbol === null) {
      response.writeHead(404).end();
      return;
    }
    const reply = refused
      ? LIMITED
      : (takeReply(scripts, version, symbol) ?? defaultReply(ask.authorized, symbol, options));
    const told = { ...reply, delayMs: reply.delayMs ?? drawLatency(options.latencyMs) };
    await sendReply(response, told, { version, symbol, now: Date.now() }, closing.signal);
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

const LIMITED: FakeReply = { kind: "limited", retryAfter: "5" };

/** `symbol` is null for a path that is not offered. */
function readAsk(request: IncomingMessage, url: URL, options: FakeUpstreamOptions) {
  const { v1Username, v2Key } = options;
  const [, v2Symbol] = /^\/api\/v2\/tickers\/([^/]+)$/.exec(url.pathname) ?? [];
  if (v2Symbol !== undefined && /^(?:[^%]|%[0-7][0-9A-Fa-f])+$/.test(v2Symbol)) {
    const bearer = request.headers.authorization;
    const authorized = v2Key === undefined || bearer === `Bearer ${v2Key}`;
    return { version: "v2" as const, symbol: decodeURIComponent(v2Symbol), authorized };
  }
  const username = url.searchParams.get("username");
  const authorized = v1Username === undefined || username === v1Username;
  const symbol = url.pathname === "/api/gex/latest" ? url.searchParams.get("ticker") : null;
  return { version: "v1" as const, symbol, authorized };
}

function isOverLimit(
  arrivals: readonly Arrival[],
  at: number,
  strict: FakeUpstreamOptions["strictLimit"],
): boolean {
  if (strict === undefined) return false;
  const counted = arrivals.filter((other) => !other.refused && at - other.at < strict.windowMs);
  return counted.length >= strict.limit;
}

function takeReply(
  scripts: { match: FakeMatch; replies: FakeReply[] }[],
  version: "v1" | "v2",
  symbol: string,
): FakeReply | undefined {
  for (const { match, replies } of scripts) {
    if ((match.version ?? version) !== version || (match.symbol ?? symbol) !== symbol) continue;
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
