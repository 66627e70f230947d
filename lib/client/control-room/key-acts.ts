import { callServer, type Server, type ServerAnswer } from "@/lib/client/tab/call-server";
import type {
  AccessKey,
  AccessKeysAnswer,
  CreatedKey,
  KeyChange,
  NewKey,
} from "@/lib/contract/admin/keys";

const PATH = "/api/admin/keys";

export function readKeys(server: Server): Promise<ServerAnswer<AccessKeysAnswer>> {
  return callServer<AccessKeysAnswer>(server, PATH);
}

export function createKey(server: Server, wanted: NewKey): Promise<ServerAnswer<CreatedKey>> {
  return callServer<CreatedKey>(server, PATH, withBody("POST", wanted));
}

export function changeKey(
  server: Server,
  id: string,
  change: KeyChange,
): Promise<ServerAnswer<AccessKey>> {
  return callServer<AccessKey>(
    server,
    `${PATH}/${encodeURIComponent(id)}`,
    withBody("PATCH", change),
  );
}

export function revokeKey(server: Server, id: string): Promise<ServerAnswer<null>> {
  return callServer<null>(server, `${PATH}/${encodeURIComponent(id)}`, { method: "DELETE" });
}

function withBody(method: "POST" | "PATCH", body: unknown): RequestInit {
  const headers = { "content-type": "application/json" };
  return { method, headers, body: JSON.stringify(body) };
}
