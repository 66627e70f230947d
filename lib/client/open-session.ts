import { callServer } from "./call-server";
import { createServerTime } from "./server-time";

/** Opens this browser's session. Resolves to null, or to why not, in words. */
export async function openSession(passphrase: string): Promise<string | null> {
  const time = createServerTime(Date.now(), () => performance.now());
  const server = { fetch: (path: string, init?: RequestInit) => fetch(path, init), time };
  const answer = await callServer<null>(server, "/api/session", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ passphrase }),
  });
  if (answer.kind === "answered") return null;
  const { reason, detail, readyAt } = answer.refusal;
  if (reason === "unauthorized") return "This is not the passphrase.";
  if (readyAt === null) return detail;
  return `${detail} Try again in ${Math.ceil((readyAt - time.now()) / 1_000)} s.`;
}
