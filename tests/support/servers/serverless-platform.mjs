/**
 * A serverless platform, preloaded into a server. It stops the process as soon as no request is open
 * and everything that the process asked it to wait for has ended. A client that leaves closes its
 * request. The platform prints each `waitUntil`.
 */
import { subscribe } from "node:diagnostics_channel";

/** Where Next looks for a platform's `waitUntil`. */
const REQUEST_CONTEXT = Symbol.for("@next/request-context");
/** Requested by the test's own start, before there is anything to do. */
const PROBE = "/api/health";

let open = 0;
let waitedFor = 0;

function stopWhenDone() {
  if (open === 0 && waitedFor === 0) process.kill(process.pid, "SIGKILL");
}

globalThis[REQUEST_CONTEXT] = {
  get: () => ({
    waitUntil: (work) => {
      waitedFor += 1;
      console.log("platform: asked to wait");
      void Promise.resolve(work).finally(() => {
        waitedFor -= 1;
        stopWhenDone();
      });
    },
  }),
};

subscribe("http.server.request.start", ({ request, response }) => {
  if (request.url === PROBE) return;
  open += 1;
  response.once("close", () => {
    open -= 1;
    stopWhenDone();
  });
});
