import type { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";
import type { CallerContext } from "@/app/api/_shared/caller-context";
import { readComposite } from "@/app/api/_shared/read-composite";
import { readSnapshot } from "@/app/api/_shared/read-snapshot";
import { compositeSchema, resourceSchema } from "@/lib/contract/market/resource";
import { expirySchema, spanSchema } from "@/lib/contract/market/wanted";
import { jsonAnswer } from "@/lib/http/answer/answer";
import { ProblemError } from "@/lib/http/answer/problem-error";
import { httpPolicy } from "@/lib/policy";
import { toolAnswer } from "./tool-answer";

const DATA = {
  resource: z
    .union([resourceSchema, compositeSchema])
    .describe(
      "gex: summary with flip and levels. curve: gamma by strike. history: past days. expirations: " +
        "gamma by expiration. setups: a list of symbols that the API chose. gamma, psychology: " +
        "readings calculated from several of these (3 or 4 calls when nothing is cached)",
    ),
  symbol: z
    .string()
    .describe(
      "A US stock, ETF or index, e.g. SPY. For setups: the name of the list, e.g. top_setups",
    ),
  expiry: expirySchema.optional().describe("For curve only"),
  window: spanSchema.optional().describe("For history only"),
};

const cachedSchema = z.strictObject(DATA);
const requestedSchema = z.strictObject({
  ...DATA,
  waitSeconds: z
    .int()
    .min(0)
    .max(httpPolicy.waitMaxSeconds)
    .default(httpPolicy.proxyWaitDefaultSeconds)
    .describe("How long to wait in the queue for the answer"),
});

/** Tools that change nothing and make no call. */
const FREE = { readOnlyHint: true, openWorldHint: false };

/** The tools are requests of the HTTP API: the same bodies, limits and problems. */
export function registerTools(server: McpServer, ask: CallerContext<unknown>): void {
  registerDataTools(server, ask);
  const readQuota = () => counted(ask, () => ask.desk.readQuota());
  server.registerTool(
    "read_quota",
    {
      title: "Read the quota",
      description:
        "Returns how many API calls the team may make now, when the next one is free, and whether " +
        "calls are paused. Free.",
      annotations: FREE,
    },
    () => toolAnswer(ask, readQuota()),
  );
  const readQueue = () => counted(ask, () => ask.desk.readQueue(ask.caller));
  server.registerTool(
    "read_queue",
    {
      title: "Read the queue",
      description:
        "Returns the length of the queue, and your own tickets with their positions. Free.",
      annotations: FREE,
    },
    () => toolAnswer(ask, readQueue()),
  );
}

function registerDataTools(server: McpServer, ask: CallerContext<unknown>): void {
  server.registerTool(
    "read_cached_data",
    {
      title: "Read cached data",
      description:
        "Returns the last saved data of a symbol with its age (asOf, freshUntil). Free: it never makes " +
        "an API call. Answers not-cached if no one has requested this data yet.",
      inputSchema: cachedSchema,
      annotations: FREE,
    },
    (data) => toolAnswer(ask, readData(ask, data, null)),
  );
  server.registerTool(
    "request_data",
    {
      title: "Request data through the queue",
      description:
        "Returns fresh data of a symbol. Free if the cached copy is still fresh, or if someone else's " +
        "request for it is in flight. Otherwise it costs one API call of the quota that the whole " +
        "team shares, and one of this key's hourly budget if it has one. If the answer takes longer " +
        "than waitSeconds, you get a ticket with its position. Ask again with the same arguments " +
        "after estimatedWaitSeconds: the request keeps its place and costs nothing more.",
      inputSchema: requestedSchema,
      annotations: { readOnlyHint: true, idempotentHint: true, openWorldHint: true },
    },
    ({ waitSeconds, ...data }) => toolAnswer(ask, readData(ask, data, waitSeconds)),
  );
}

type Data = z.output<typeof cachedSchema>;

/**
 * The answer of `GET /api/{resource}/{symbol}`. `waitSeconds`: how long to wait in the queue; null:
 * cached data only. Throws ProblemError.
 */
async function readData(
  ask: CallerContext<unknown>,
  { resource, symbol, expiry, window }: Data,
  waitSeconds: number | null,
): Promise<Response> {
  const { url, signal } = ask.request;
  const headers = { prefer: `wait=${waitSeconds ?? 0}` };
  // What the client accepts is said of MCP, not of the data.
  const request = new Request(url, { method: "POST", headers, signal });
  const flags = { cached: waitSeconds === null ? ("1" as const) : undefined, priority: undefined };
  const composite = compositeSchema.safeParse(resource);
  if (!composite.success) {
    const query = { ...flags, refresh: undefined, expiry, window };
    return readSnapshot({ ...ask, request, query }, resourceSchema.parse(resource), symbol);
  }
  if (expiry !== undefined || window !== undefined) {
    throw new ProblemError("invalid-request", `${resource} takes no expiry and no window.`);
  }
  return readComposite({ ...ask, request, query: flags }, composite.data, symbol);
}

async function counted(
  { count }: CallerContext<unknown>,
  read: () => Promise<unknown>,
): Promise<Response> {
  await count();
  return jsonAnswer(await read());
}
