import { Redis, type Requester, type UpstashRequest, type UpstashResponse } from "@upstash/redis";
import type { Clock } from "@/lib/clock";
import type { Environment } from "@/lib/environment";
import { storePolicy } from "@/lib/policy";
import { withDeadline } from "./deadline";
import { createRest } from "./rest";
import { type Script, type Store, StoreFault } from "./store";
import { replyFault, toStoreFault } from "./to-store-fault";
import type { Wire, WireReply } from "./wire";

/**
 * One client over the wire that the environment names. No connection is made before the first
 * command, so a store that is down does not keep the app from starting. Every command ends within
 * `storePolicy.requestBudgetMs`; after repeated failures commands reject at once (see rest.ts).
 */
export async function createStore(
  config: Environment["store"],
  { clock }: { clock: Clock },
): Promise<Store> {
  const wire = await createWire(config);
  const rest = createRest(clock);

  function command(request: UpstashRequest): Promise<WireReply> {
    return rest.attempt(() =>
      withDeadline(storePolicy.requestBudgetMs, (signal) => send(wire, request, signal)),
    );
  }

  return {
    kind: wire.kind,
    redis: new PlainRedis({
      request: <T>(request: UpstashRequest) => command(request) as Promise<UpstashResponse<T>>,
    }),
    run: (script, keys, args, timeoutMs) =>
      rest.attempt(() =>
        withDeadline(Math.min(timeoutMs, storePolicy.requestBudgetMs), (signal) =>
          runScript(wire, script, [String(keys.length), ...keys, ...args], signal),
        ),
      ),
    ...(wire.raw ? { raw: wire.raw } : {}),
    onTrouble: rest.onTrouble,
    close: wire.close,
  };
}

/** `new Redis(requester, options)` drops its options: they are set here. */
class PlainRedis extends Redis {
  constructor(requester: Requester) {
    super(requester);
    this.opts = { automaticDeserialization: false };
    this.enableAutoPipelining = false;
  }
}

/** Only what a deployment uses is loaded: neither ioredis nor the embedded server on Upstash. */
async function createWire(config: Environment["store"]): Promise<Wire> {
  switch (config.kind) {
    case "upstash":
      return (await import("./upstash-wire")).createUpstashWire(config);
    case "redis":
      return (await import("./ioredis-wire")).createIoredisWire(config);
    case "embedded":
      return (await import("./embedded-wire")).createEmbeddedWire();
    default:
      return config satisfies never;
  }
}

/** One attempt; an error inside a reply fails it as a whole, also one of a pipeline's. */
async function send(wire: Wire, request: UpstashRequest, signal: AbortSignal): Promise<WireReply> {
  const reply = await wire.send(request, signal).catch((error: unknown) => {
    throw toStoreFault(error);
  });
  const failed = [reply].flat().find((one) => one.error !== undefined && one.error !== null);
  if (failed?.error !== undefined) throw replyFault(failed.error);
  return reply;
}

async function runScript(
  wire: Wire,
  script: Script,
  words: string[],
  signal: AbortSignal,
): Promise<unknown> {
  const bySha = { body: ["EVALSHA", script.sha, ...words] };
  const byText = { body: ["EVAL", script.text, ...words] };
  const reply = await send(wire, bySha, signal).catch((error: unknown) => {
    if (error instanceof StoreFault && error.unknownScript) return send(wire, byText, signal);
    throw error;
  });
  return Array.isArray(reply) ? null : reply.result;
}
