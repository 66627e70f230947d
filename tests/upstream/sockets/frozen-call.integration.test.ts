import { fork } from "node:child_process";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { startFaultProxy } from "../../support/servers/fault-proxy";
import { startWatchedServer } from "../../support/servers/plain-and-secure";

const TIMEOUT_MS = 1_000;

/** Freezes a call's process within its handshake for so long; how it ended, and what arrived. */
async function freezeFor(milliseconds: number) {
  const server = await startWatchedServer("https", (_, response) => response.end("{}"));
  const proxy = await startFaultProxy({ targetPort: Number(server.url.port) });
  proxy.hang();
  const child = fork(
    "tests/support/run-typescript.mjs",
    ["tests/upstream/sockets/frozen-call.ts"],
    {
      env: {
        ...process.env,
        PORT: String(proxy.port),
        TIMEOUT_MS: String(TIMEOUT_MS),
        NODE_TLS_REJECT_UNAUTHORIZED: "0",
      },
    },
  );
  const message = once(child, "message");
  while (proxy.connections() === 0) await pause(5);
  child.kill("SIGSTOP");
  // The server's part of the handshake waits in the frozen process's socket.
  await proxy.heal();
  await pause(milliseconds);
  child.kill("SIGCONT");
  const [kind] = await message;
  const arrivals = server.arrivals();
  await proxy.stop();
  await server.stop();
  return { kind, arrivals };
}

test("writes no request after a freeze beyond the deadline", async () => {
  expect(await freezeFor(TIMEOUT_MS + 1_000)).toEqual({ kind: "aborted", arrivals: 0 });
});

test("writes it after a shorter freeze: the test above can fail", async () => {
  expect(await freezeFor(50)).toMatchObject({ arrivals: 1 });
});
