/**
 * One call whose network is cut in the moment it is ready to be written, aborted while it is cut, and
 * mended after. Runs in a network namespace of its own, where `lo` is its alone. Its last line is the
 * result as JSON.
 */
import { execFileSync } from "node:child_process";
import { readlinkSync } from "node:fs";
import { createServer } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { type AddressInfo, Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { callHttp } from "@/lib/upstream/call/http-call";

const { SCHEME, ABORTED_BY, OUTSIDE, TLS_KEY, TLS_CERT } = process.env;
if (readlinkSync("/proc/self/ns/net") === OUTSIDE)
  throw new Error("This would cut the machine off");
const lo = (state: "up" | "down") => execFileSync("ip", ["link", "set", "lo", state]);

/** After the cut, ms: the kernel continues to send for minutes, first after 0.2 s. */
const ABORTED_AT = 400;
const MENDED_AT = 800;
const WATCHED_MS = 4_000;

if (ABORTED_BY === "close") {
  Socket.prototype.resetAndDestroy = function close() {
    return this.destroy();
  };
}

lo("up");
let arrivals = 0;
const arrive: Parameters<typeof createServer>[1] = (_request, response) => {
  arrivals += 1;
  response.end("{}");
};
const secure = { key: TLS_KEY ?? "", cert: TLS_CERT ?? "" };
const server = SCHEME === "https" ? createSecureServer(secure, arrive) : createServer(arrive);
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
const { port } = server.address() as AddressInfo;

const ending = new AbortController();
const ended = callHttp({
  url: new URL(`${SCHEME}://127.0.0.1:${port}/`),
  headers: {},
  timeoutMs: undefined,
  permit: {
    signal: ending.signal,
    mayWrite() {
      lo("down");
      setTimeout(() => ending.abort(), ABORTED_AT);
      setTimeout(() => lo("up"), MENDED_AT);
      return true;
    },
  },
});
const { kind } = await ended;
const until = performance.now() + WATCHED_MS;
while (arrivals === 0 && performance.now() < until) await pause(50);
process.stdout.write(`${JSON.stringify({ kind, arrivals })}\n`);
process.exit(0);
