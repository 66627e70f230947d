import type { IncomingMessage, ServerResponse } from "node:http";
import { json } from "node:stream/consumers";
import { z } from "zod";
import type { Arrival } from "./fake-arrivals";
import type { FakeSession } from "./fake-limits";
import type { FakeMatch, FakeReply } from "./fake-replies";

type Judge = {
  arrivals(): readonly Arrival[];
  worstWindow(windowMs: number): number;
  script(match: FakeMatch, ...replies: FakeReply[]): void;
  setSession(session: FakeSession): void;
  reset(): void;
};

/** Checks only the outer form, since only our own tests send scripts. */
const scriptSchema = z.object({
  match: z.custom<FakeMatch>((value) => typeof value === "object" && value !== null),
  replies: z.array(z.custom<FakeReply>((value) => typeof value === "object" && value !== null)),
});

const sessionSchema = z.object({ session: z.enum(["open", "closed", "weekend"]) });

/**
 * The judge over HTTP, for tests in another process:
 *   `GET  /__control/arrivals`               the arrivals, a JSON array
 *   `GET  /__control/worst-window?ms=60000`  the most arrivals in any such interval
 *   `POST /__control/script {match, replies}`
 *   `POST /__control/session {session}`
 *   `POST /__control/reset`
 */
export function createControl(judge: Judge) {
  return (request: IncomingMessage, response: ServerResponse, url: URL): void => {
    const answer = (status: number, body: unknown) => {
      response.writeHead(status, { "content-type": "application/json" });
      response.end(JSON.stringify(body));
    };
    switch (`${request.method} ${url.pathname.slice("/__control/".length)}`) {
      case "GET arrivals":
        answer(200, judge.arrivals());
        break;
      case "GET worst-window":
        answer(200, judge.worstWindow(Number(url.searchParams.get("ms") ?? 60_000)));
        break;
      case "POST reset":
        judge.reset();
        answer(200, "reset");
        break;
      case "POST session":
        json(request)
          .then((body) => {
            judge.setSession(sessionSchema.parse(body).session);
            answer(200, "set");
          })
          .catch(() => answer(400, "not a session"));
        break;
      case "POST script":
        json(request)
          .then((body) => {
            const { match, replies } = scriptSchema.parse(body);
            judge.script(match, ...replies);
            answer(200, "scripted");
          })
          .catch(() => answer(400, "not a script"));
        break;
      default:
        answer(404, "no such control");
    }
  };
}
