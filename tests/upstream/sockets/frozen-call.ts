/** One call over https in a process that its parent freezes within the handshake. */
import { callHttp } from "@/lib/upstream/call/http-call";

const { PORT, TIMEOUT_MS } = process.env;
const { kind } = await callHttp({
  url: new URL(`https://127.0.0.1:${PORT}/`),
  headers: {},
  timeoutMs: undefined,
  permit: { signal: AbortSignal.timeout(Number(TIMEOUT_MS)), mayWrite: () => true },
});
process.send?.(kind);
process.disconnect();
