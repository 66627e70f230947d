import { connect as connectPlain, isIP } from "node:net";
import type { Duplex } from "node:stream";
import { connect as connectSecure } from "node:tls";

/** The connection of one call. */
export type Connection = {
  /** Whether TCP was established. From then on data may have been sent. */
  wasOpened(): boolean;
  /** Ends the connection and drops undelivered data. No-op once it is closed. */
  reset(): void;
};

type Target = { host: string; port: number; isSecure: boolean };

/**
 * Opens a connection and calls `ready` once, with the socket to write to (for https after its
 * handshake) or with the error that ended it. It keeps the TCP socket, because only TCP can be
 * reset: a closed socket leaves unacknowledged bytes to the kernel, which retransmits them for
 * minutes, and a TLS socket refuses to reset (nodejs/node#49484).
 */
export function openConnection(
  { host, port, isSecure }: Target,
  ready: (error: Error | null, socket: Duplex) => void,
): Connection {
  let isOpened = false;
  let isReady = false;
  const raw = connectPlain({ host, port, noDelay: true });

  function settle(error: Error | null, socket: Duplex = raw): void {
    if (isReady) return;
    isReady = true;
    ready(error, socket);
  }

  raw.once("connect", () => {
    isOpened = true;
    if (!isSecure) return settle(null);
    // No server name for an IP address: the standard allows none.
    const secure = connectSecure({ socket: raw, host, servername: isIP(host) > 0 ? "" : host });
    secure.once("secureConnect", () => settle(null, secure));
    secure.on("error", settle);
  });
  raw.on("error", settle);
  raw.once("close", () => settle(new Error("The connection was closed before it was ready")));
  return {
    wasOpened: () => isOpened,
    // Before the socket is open, a reset would be postponed.
    reset: () => void (isOpened ? raw.resetAndDestroy() : raw.destroy()),
  };
}
