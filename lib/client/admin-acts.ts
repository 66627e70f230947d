import type { Audit } from "@/lib/contract/admin";
import type { WindowName } from "@/lib/contract/quota";
import type { Resource } from "@/lib/contract/resource";
import type { Refusal } from "./ask-store";
import { type Answer, callServer, type Server } from "./call-server";

/** What an admin can do. Resolves with null once it is done, else with why not. */
export type AdminAct =
  | { kind: "breaker"; window: WindowName; action: "hold" | "release" }
  | { kind: "limit"; limit: number }
  | { kind: "cancel"; ticket: string }
  | { kind: "clear"; resource: Resource; symbol: string };

export async function performAct(server: Server, act: AdminAct): Promise<Refusal | null> {
  const answer = await send(server, act);
  return answer.kind === "answered" ? null : answer.refusal;
}

function send(server: Server, act: AdminAct): Promise<Answer<unknown>> {
  switch (act.kind) {
    case "breaker":
      return post(server, "/api/admin/breaker", { window: act.window, action: act.action });
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

export function readAudit(server: Server): Promise<Answer<Audit>> {
  return callServer<Audit>(server, "/api/admin/audit");
}

/** Closes this browser's admin session, in the store as well. */
export function signOut(server: Server): Promise<Answer<null>> {
  return drop(server, "/api/admin/session");
}

function post<Body>(server: Server, path: string, body: unknown): Promise<Answer<Body>> {
  return callServer<Body>(server, path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}

function drop<Body>(server: Server, path: string): Promise<Answer<Body>> {
  return callServer<Body>(server, path, { method: "DELETE" });
}
