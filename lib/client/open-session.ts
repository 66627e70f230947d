import { callServer } from "./call-server";
import { createServerTime } from "./server-time";
import { steadyClock } from "./steady-clock";

/** Opens this browser's session. Resolves to null, or to why not, in words. */
export function openSession(passphrase: string): Promise<string | null> {
  return enter("/api/session", { passphrase }, "This is not the passphrase.");
}

/** The same for the control room. */
export function openAdminSession(password: string): Promise<string | null> {
  return enter("/api/admin/session", { password }, "This is not the admin password.");
}

async function enter(path: string, body: unknown, wrong: string): Promise<string | null> {
  const time = createServerTime(Date.now(), steadyClock);
  const server = { fetch: (at: string, init?: RequestInit) => fetch(at, init), time };
  const answer = await callServer<null>(server, path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (answer.kind === "answered") return null;
  const { reason, detail, readyAt } = answer.refusal;
  if (reason === "unauthorized") return wrong;
  if (readyAt === null) return detail;
  return `${detail} Try again in ${Math.ceil((readyAt - time.now()) / 1_000)} s.`;
}
