import { Redis, type Requester, type UpstashRequest, type UpstashResponse } from "@upstash/redis";
import type { Clock } from "@/lib/clock";
import type { Environment } from "@/lib/environment/environment";
import { storePolicy } from "@/lib/policy";
import { StoreFault } from "@/lib/store-fault";
import { withDeadline } from "./deadline";
import { createMakeRoomFor } from "./make-room-for";
import { createRest } from "./rest";
import type { MakeRoom, Script, Store, StoreCommands } from "./store";
import { replyFault, toStoreFault } from "./to-store-fault";
import type { Wire, WireReply } from "./wire";

/**
 * Creates the client for the configured store. It connects at the first command, so the app starts
 * without the store. Every command ends within `storePolicy.requestBudgetMs`. After repeated
 * failures commands reject at once (see rest.ts). In a full store it makes room (see
 * make-room-for.ts), which may take as long again, twice.
 */
export async function createStore(
  config: Environment["store"],
  { clock, makeRoom = async () => false }: { clock: Clock; makeRoom?: MakeRoom },
): Promise<Store> {
  const wire = await createWire(config);
  const rest = createRest(clock);
  const makeRoomFor = createMakeRoomFor(
    () => makeRoom(commandsOver(wire, ({ work, timeoutMs }) => withDeadline(timeoutMs, work))),
    rest.report,
  );
  const commands = commandsOver(wire, ({ work, timeoutMs, isWhole }) =>
    rest.attempt(() => makeRoomFor(() => withDeadline(timeoutMs, work), isWhole)),
  );
  return {
    kind: wire.kind,
    ...commands,
    ...(wire.raw ? { raw: wire.raw } : {}),
    onTrouble: rest.onTrouble,
    close: wire.close,
  };
}

/** `isWhole`: the store refuses all of it or nothing, so it may be sent again. */
type Attempt<T> = {
  work(signal: AbortSignal): Promise<T>;
  timeoutMs: number;
  isWhole: boolean;
};

function commandsOver(wire: Wire, take: <T>(attempt: Attempt<T>) => Promise<T>): StoreCommands {
  const budget = storePolicy.requestBudgetMs;
  return {
    redis: new PlainRedis({
      request: <T>(request: UpstashRequest) =>
        take({
          work: (signal) => send(wire, request, signal),
          timeoutMs: budget,
          isWhole: request.path?.[0] !== "pipeline",
        }) as Promise<UpstashResponse<T>>,
    }),
    run: (script, keys, args, timeoutMs) =>
      take({
        work: (signal) => runScript(wire, script, [String(keys.length), ...keys, ...args], signal),
        timeoutMs: Math.min(timeoutMs, budget),
        isWhole: true,
      }),
  };
}

/** `new Redis(requester, options)` ignores its options, so they are set here. */
class PlainRedis extends Redis {
  constructor(requester: Requester) {
    super(requester);
    this.opts = { automaticDeserialization: false };
    this.enableAutoPipelining = false;
  }
}

/** Loads only what a deployment uses: on Upstash neither ioredis nor the embedded server. */
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

/** One attempt. An error inside a reply fails all of it, also in a pipeline. */
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
