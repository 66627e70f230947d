import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export type ScriptedRequest = {
  method: string;
  path: string;
  prefer: string | null;
  lastEventId: string | null;
  body: string;
};

type Script = (request: ScriptedRequest, response: ServerResponse) => void;

/** A real HTTP server that replies as scripted and records its requests. */
export async function startScriptedServer(script: Script) {
  const asked: ScriptedRequest[] = [];
  const server = createServer(async (incoming: IncomingMessage, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const request = {
      method: incoming.method ?? "",
      path: incoming.url ?? "",
      prefer: incoming.headers.prefer?.toString() ?? null,
      lastEventId: incoming.headers["last-event-id"]?.toString() ?? null,
      body: Buffer.concat(chunks).toString(),
    };
    asked.push(request);
    script(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    asked,
    port,
    paths: () => asked.map(({ method, path }) => `${method} ${path}`),
    fetch: (path: string, init?: RequestInit) => fetch(`http://127.0.0.1:${port}${path}`, init),
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export function replyJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}

export function replyProblem(
  response: ServerResponse,
  slug: string,
  status: number,
  retryAfterSeconds?: number,
): void {
  const problem = { type: `/problems/${slug}`, title: slug, status, detail: `It is ${slug}.` };
  replyJson(response, status, { ...problem, instance: "/", retryAfterSeconds });
}
