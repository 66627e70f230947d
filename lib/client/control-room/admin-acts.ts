import type { AskRefusal } from "@/lib/client/tab/ask-store";
import { callServer, type Server, type ServerAnswer } from "@/lib/client/tab/call-server";
import type { Audit } from "@/lib/contract/admin/admin";
import type { Resource } from "@/lib/contract/market/resource";
import type { WindowName } from "@/lib/contract/quota/quota";

/** An admin's command. `performAct` resolves with null once it is done, else with the reason. */
export type AdminCommand =
  /** `minutes`: the pause ends after this time; null: when an admin resumes the calls. */
  | { kind: "breaker"; window: WindowName; action: "hold" | "release"; minutes: number | null }
  | { kind: "limit"; limit: number }
  | { kind: "cancel"; ticket: string }
  | { kind: "clear"; resource: Resource; symbol: string };

export async function performAct(server: Server, act: AdminCommand): Promise<AskRefusal | null> {
  const answer = await send(server, act);
  return answer.kind === "answered" ? null : answer.refusal;
}

function send(server: Server, act: AdminCommand): Promise<ServerAnswer<unknown>> {
  switch (act.kind) {
    case "breaker":
      return post(server, "/api/admin/breaker", {
        window: act.window,
        action: act.action,
        ...(act.minutes === null ? {} : { minutes: act.minutes }),
      });
    case "limit":
      return post(server, "/api/admin/quota", { limit: act.limit });
    case "cancel":
      return drop(server, `/api/admin/tickets/${encodeURIComponent(act.ticket)}`);
    case "clear":
      return drop(server, `/api/admin/cache/${act.resource}/${encodeURIComponent(act.symbol)}`);
    default:
      return act satisfies never;
  }
}

export function readAudit(server: Server): Promise<ServerAnswer<Audit>> {
  return callServer<Audit>(server, "/api/admin/audit");
}

/** Closes this browser's admin session, in the store too. */
export function signOut(server: Server): Promise<ServerAnswer<null>> {
  return drop(server, "/api/admin/session");
}

function post<Body>(server: Server, path: string, body: unknown): Promise<ServerAnswer<Body>> {
  return callServer<Body>(server, path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}

function drop<Body>(server: Server, path: string): Promise<ServerAnswer<Body>> {
  return callServer<Body>(server, path, { method: "DELETE" });
}
