import { createServer, request } from "node:http";

/** An HTTP proxy that delays a response until enough bytes have arrived or the response ends. */
export type BufferingProxy = { port: number; stop(): Promise<void> };

/** `obeys`: with `X-Accel-Buffering: no` it forwards everything at once, as nginx does. */
export async function startBufferingProxy(options: {
  targetPort: number;
  bytes: number;
  obeys: boolean;
}): Promise<BufferingProxy> {
  const server = createServer((asked, answer) => {
    const { method, url, headers } = asked;
    const target = { host: "127.0.0.1", port: options.targetPort, method, path: url, headers };
    const passed = request(target, (response) => {
      const isPlain = options.obeys && response.headers["x-accel-buffering"] === "no";
      let held: Buffer[] = [];
      const flush = () => {
        for (const part of held) answer.write(part);
        held = [];
      };
      answer.writeHead(response.statusCode ?? 502, response.headers);
      response.on("data", (part: Buffer) => {
        held.push(part);
        if (isPlain || Buffer.concat(held).byteLength >= options.bytes) flush();
      });
      response.on("end", () => {
        flush();
        answer.end();
      });
      response.on("error", () => answer.destroy());
    });
    passed.on("error", () => answer.destroy());
    answer.on("close", () => passed.destroy());
    asked.pipe(passed);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("No port was given");
  return {
    port: address.port,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
