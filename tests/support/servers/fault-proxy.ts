import { createConnection, createServer, type Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

/** A TCP proxy on loopback with network faults. */
export type FaultProxy = {
  port: number;
  /** Open connections to clients. */
  connections(): number;
  /** Delays each chunk, in both directions. */
  setLatency(milliseconds: number): void;
  /** Connections open, but nothing gets through. Sent data arrives after `heal`. */
  hang(): void;
  /** Refuses new connections and cuts the open ones. */
  down(): Promise<void>;
  /** Cuts all connections now (RST). New ones are accepted. */
  reset(): void;
  /** Drops the next reply and cuts its connection. The server has processed the request. */
  loseNextReply(): void;
  /** Ends all faults: no latency, no delayed data. */
  heal(): Promise<void>;
  stop(): Promise<void>;
};

/** Forwards to `targetPort` on loopback. */
export async function startFaultProxy({ targetPort }: { targetPort: number }): Promise<FaultProxy> {
  const clients = new Set<Socket>();
  let latencyMs = 0;
  let replyIsLost = false;
  let held = Promise.resolve();
  let release = () => {};

  const server = createServer((client) => {
    const target = createConnection(targetPort, "127.0.0.1");
    clients.add(client);
    for (const [one, other] of [[client, target] as const, [target, client] as const]) {
      one.on("error", () => {});
      one.on("close", () => other.destroy());
    }
    client.on("close", () => clients.delete(client));
    forward(client, target, () => false);
    forward(target, client, () => {
      const lost = replyIsLost;
      replyIsLost = false;
      if (lost) client.resetAndDestroy();
      return lost;
    });
  });

  /** Keeps the order of chunks: each waits for the previous one. */
  function forward(from: Socket, to: Socket, isLost: () => boolean): void {
    let last = Promise.resolve();
    from.on("data", (chunk) => {
      const arrival = pause(latencyMs);
      last = Promise.all([last, arrival])
        .then(() => held)
        .then(() => {
          if (!isLost() && !to.destroyed) to.write(chunk);
        });
    });
  }

  const reset = () => {
    for (const client of clients) client.resetAndDestroy();
  };
  const listen = (port: number) =>
    new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const close = async () => {
    release();
    reset();
    if (server.listening) await new Promise((resolve) => server.close(resolve));
  };

  await listen(0);
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("No port was given");
  const { port } = address;

  return {
    port,
    connections: () => clients.size,
    setLatency(milliseconds) {
      latencyMs = milliseconds;
    },
    hang() {
      held = new Promise((resolve) => {
        release = resolve;
      });
    },
    down: close,
    reset,
    loseNextReply() {
      replyIsLost = true;
    },
    async heal() {
      latencyMs = 0;
      release();
      held = Promise.resolve();
      if (!server.listening) await listen(port);
    },
    stop: close,
  };
}
