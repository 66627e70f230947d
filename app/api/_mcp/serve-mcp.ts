import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { WebStandardStreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js";
import type { CallerContext } from "@/app/api/_shared/caller-context";
import { httpPolicy, VERSION } from "@/lib/policy";
import { registerTools } from "./register-tools";

const INSTRUCTIONS =
  "Gamma exposure data of Trading Volatility, shared by a whole team under one quota of API calls " +
  "per minute. Read cached data first: it is free. Request data only if the cached copy is missing " +
  "or too old for the task: each request may cost one call of the quota. Never poll.";

/**
 * Answers one HTTP request of an MCP client. Each request has a server of its own: without sessions
 * any instance can answer any request.
 */
export async function serveMcp(ask: CallerContext<unknown>): Promise<Response> {
  const info = { name: "gammagate", title: "Gammagate", version: VERSION };
  const server = new McpServer(info, { instructions: INSTRUCTIONS });
  registerTools(server, ask);
  const transport = new WebStandardStreamableHTTPServerTransport({
    enableJsonResponse: true,
    maxRequestBodySize: httpPolicy.bodyBytesMax,
  });
  await server.connect(transport);
  try {
    return await transport.handleRequest(ask.request);
  } finally {
    await server.close();
  }
}
