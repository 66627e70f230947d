import { createServer, type RequestListener } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import { selfSigned } from "./self-signed";

export type Scheme = "http" | "https";

/** A server that records how the other side ends each connection. */
export type WatchedServer = {
  url: URL;
  /** Requests whose headers were read. */
  arrivals(): number;
  /** For each ended connection, even during its handshake: the code of its error, or `closed`. */
  ends: string[];
  /** The server names that TLS clients requested. */
  names: (string | false | null)[];
  stop(): Promise<void>;
};

/** Starts the server on `localhost`. For https it has a self-signed certificate. */
export async function startWatchedServer(
  scheme: Scheme,
  answer: RequestListener,
): Promise<WatchedServer> {
  let arrivals = 0;
  const ends: string[] = [];
  const names: WatchedServer["names"] = [];
  const count: RequestListener = (request, response) => {
    arrivals += 1;
    answer(request, response);
  };
  const server = scheme === "https" ? createSecureServer(selfSigned(), count) : createServer(count);
  server.on(scheme === "https" ? "secureConnection" : "connection", (socket: Socket) => {
    if ("servername" in socket) names.push(socket.servername as string);
    let end = "closed";
    socket.on("error", (error) => {
      end = "code" in error ? String(error.code) : error.message;
    });
    socket.on("close", () => ends.push(end));
  });
  server.on("tlsClientError", (error: NodeJS.ErrnoException) => ends.push(error.code ?? ""));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: new URL(`${scheme}://localhost:${port}/`),
    arrivals: () => arrivals,
    ends,
    names,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
