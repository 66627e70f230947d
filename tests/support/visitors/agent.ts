import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { CallToolResultSchema } from "@modelcontextprotocol/sdk/types.js";

/** What a tool answered: its texts, and the first one as JSON, or as text where it is none. */
export type ToolAnswer = { body: unknown; texts: string[]; isError: boolean };

/** An agent: the official MCP client with an access key. */
export type Agent = {
  client: Client;
  use(name: string, data?: Record<string, unknown>): Promise<ToolAnswer>;
  close(): Promise<void>;
};

export async function connectAgent(url: string, headers: Record<string, string>): Promise<Agent> {
  const client = new Client({ name: "agent", version: "1" });
  const transport = new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers } });
  await client.connect(transport);
  return {
    client,
    close: () => client.close(),
    use: async (name, data = {}) => {
      const answer = await client.callTool({ name, arguments: data });
      const { content, isError = false } = CallToolResultSchema.parse(answer);
      const texts = content.map((part) => (part.type === "text" ? part.text : ""));
      return { body: jsonOr(texts[0] ?? ""), texts, isError };
    },
  };
}

/** The SDK refuses invalid arguments in a sentence. */
function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
