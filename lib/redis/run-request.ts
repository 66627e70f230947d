import type { UpstashRequest } from "@upstash/redis";
import type { ChainableCommander, Redis } from "ioredis";
import type { LocalScripts } from "./local-scripts";
import type { WireReply } from "./wire";

/** Runs a request of @upstash/redis on an ioredis client: a command, pipeline or transaction. */
export async function runRequest(
  client: Redis,
  scripts: LocalScripts,
  request: UpstashRequest,
): Promise<WireReply> {
  const path = request.path?.join("/") ?? "";
  switch (path) {
    case "": {
      const [name = "", ...rest] = scripts.translate(words(request.body));
      return { result: await client.call(name, ...rest) };
    }
    case "pipeline":
      return runTogether(client.pipeline(), scripts, request.body);
    case "multi-exec":
      return runTogether(client.multi(), scripts, request.body);
    default:
      throw new Error("This wire carries commands, pipelines and transactions");
  }
}

async function runTogether(
  chain: ChainableCommander,
  scripts: LocalScripts,
  body: unknown,
): Promise<WireReply> {
  for (const command of Array.isArray(body) ? body : []) {
    const [name = "", ...rest] = scripts.translate(words(command));
    chain.call(name, ...rest);
  }
  const replies = await chain.exec().catch((error: unknown) => {
    throw firstCause(error);
  });
  return (replies ?? []).map(([error, result]) => (error ? { error: error.message } : { result }));
}

/** A transaction fails with EXECABORT. The reason is in the command that was refused before it. */
function firstCause(error: unknown): unknown {
  const previous =
    error instanceof Error && "previousErrors" in error ? error.previousErrors : undefined;
  return Array.isArray(previous) ? (previous.find(Boolean) ?? error) : error;
}

/** The SDK has made every word a string, a number or a boolean. */
function words(command: unknown): string[] {
  return Array.isArray(command) ? command.map(String) : [];
}
