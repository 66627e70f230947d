import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { UpstashRequest } from "@upstash/redis";
import { Redis } from "ioredis";
import { createLocalScripts } from "@/lib/redis/local-scripts";
import { runRequest } from "@/lib/redis/run-request";

/** The Upstash REST protocol over a real Redis. */
export type RestBridge = {
  url: string;
  token: string;
  /** Requests so far, including refused ones. */
  requests(): number;
  /** Commands sent, each command of a pipeline separately: what a hosted store counts. */
  commands(): readonly string[][];
  /** The next request runs, but its connection is cut without a reply. */
  loseNextReply(): void;
  stop(): Promise<void>;
};

/**
 * Implements Upstash's documented protocol: a bearer on every path; `/`, `/pipeline`, `/multi-exec`
 * by POST; path style (`GET /get/key`, `POST /set/key` with the value as body); base64 strings on
 * request; an error reply as HTTP 400. It accepts the key-locking shebang.
 */
export async function startRestBridge({
  redisUrl,
  token = "a-token-for-tests",
}: {
  redisUrl: string;
  token?: string;
}): Promise<RestBridge> {
  const client = new Redis(redisUrl, { lazyConnect: true, retryStrategy: () => 50 });
  client.on("error", () => {});
  const scripts = createLocalScripts();
  let requests = 0;
  const commands: string[][] = [];
  let replyIsLost = false;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    requests += 1;
    if (request.headers.authorization !== `Bearer ${token}`) {
      return respond(response, 401, { error: "Unauthorized" });
    }
    const asked = await readRequest(request);
    commands.push(...commandsIn(asked));
    const [status, body] = await runRequest(client, scripts, asked).then(
      (reply) => [200, reply] as const,
      (error: Error) => [400, { error: error.message }] as const,
    );
    if (replyIsLost) {
      replyIsLost = false;
      request.socket.resetAndDestroy();
      return;
    }
    const encoded = request.headers["upstash-encoding"] === "base64" ? encodeReply(body) : body;
    respond(response, status, encoded);
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: Error) =>
      respond(response, 400, { error: `ERR ${error.message}` }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("No port was given");

  return {
    url: `http://127.0.0.1:${address.port}`,
    token,
    requests: () => requests,
    commands: () => commands,
    loseNextReply() {
      replyIsLost = true;
    },
    async stop() {
      client.disconnect();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function readRequest(request: IncomingMessage): Promise<UpstashRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const text = Buffer.concat(chunks).toString("utf8");
  const path = new URL(request.url ?? "/", "http://bridge").pathname.split("/").slice(1);
  const words = path.filter((word) => word !== "").map(decodeURIComponent);
  if (words.length === 0) return { body: JSON.parse(text) };
  if (words.length === 1 && (words[0] === "pipeline" || words[0] === "multi-exec")) {
    return { path: words, body: JSON.parse(text) };
  }
  return { body: text === "" ? words : [...words, text] };
}

function commandsIn({ path = [], body }: UpstashRequest): string[][] {
  const isMany = path.length > 0;
  const all = (isMany ? body : [body]) as readonly (readonly unknown[])[];
  return all.map((words) => words.map(String));
}

type Reply = { result?: unknown; error?: string | undefined };

function encodeReply(reply: Reply | Reply[]): Reply | Reply[] {
  if (Array.isArray(reply)) return reply.map((one) => encodeOne(one));
  return encodeOne(reply);
}

/** Only the bare status OK stays plain. Inside arrays every string is encoded. */
function encodeOne(reply: Reply): Reply {
  return reply.error !== undefined || reply.result === "OK"
    ? reply
    : { result: encode(reply.result) };
}

function encode(value: unknown): unknown {
  if (typeof value === "string") return Buffer.from(value, "utf8").toString("base64");
  return Array.isArray(value) ? value.map(encode) : value;
}

function respond(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}
