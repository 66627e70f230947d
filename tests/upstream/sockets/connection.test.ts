import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { afterEach, expect, test } from "vitest";
import { openConnection } from "@/lib/upstream/call/connection";

const server = createServer();
afterEach(() => void server.close());

/** How a server sees the end of a connection. */
function endOf(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    socket.on("error", (error) => resolve("code" in error ? String(error.code) : "error"));
    socket.on("end", () => resolve("closed"));
    socket.resume();
  });
}

test("resets an abandoned connection: nothing more is delivered", async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const accepted = once(server, "connection") as Promise<[Socket]>;
  const target = { host: "127.0.0.1", port, isSecure: false };
  const connection = await new Promise<ReturnType<typeof openConnection>>((resolve) => {
    const opened = openConnection(target, () => resolve(opened));
  });
  const [socket] = await accepted;
  const ended = endOf(socket);
  expect(connection.wasOpened()).toBe(true);
  connection.reset();
  expect(await ended).toBe("ECONNRESET");
});
