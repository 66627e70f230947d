import { callServer } from "@/lib/client/tab/call-server";
import { createServerTime } from "@/lib/client/time/server-time";
import { steadyClock } from "@/lib/client/time/steady-clock";

/** Opens this browser's session. Resolves to null, or to the reason in words. */
export function openSession(passphrase: string): Promise<string | null> {
  return enter("/api/session", { passphrase }, "Wrong passphrase.");
}

/** Opens an admin session, with the same result. */
export function openAdminSession(password: string): Promise<string | null> {
  return enter("/api/admin/session", { password }, "Wrong password.");
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
  return `${detail} Try again in ${Math.ceil((readyAt - time.now()) / 1_000)}s.`;
}
