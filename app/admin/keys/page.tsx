import type { Metadata, Route } from "next";
import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { KeysPage } from "@/components/admin/keys/keys-page";
import { RoomClosed } from "@/components/admin/room/room-closed";
import { Frame } from "@/components/frame/frame";
import { parsePreferences } from "@/lib/contract/visitor/parse-preferences";
import { PREFERENCES_COOKIE } from "@/lib/contract/visitor/preferences";
import { runtime } from "@/lib/runtime/runtime";

export const metadata: Metadata = { title: "Keys" };

/** The page of access keys, for a signed-in admin only. Opening it makes no upstream call. */
export default async function AccessKeysPage() {
  const { desk, admin, controlRoom } = await runtime();
  // First, so that a stranger changes nothing. Without the store no one is admitted.
  const session = await admin.check(await headers()).catch(() => "unknown" as const);
  if (session === null) redirect("/admin/sign-in?return=%2Fadmin%2Fkeys" as Route);
  const { quota, serverNow } = await desk.readHome([]);
  if (session === "unknown" || quota === null) return <RoomClosed />;
  const keys = await controlRoom.listKeys(session);
  const preferences = parsePreferences((await cookies()).get(PREFERENCES_COOKIE)?.value);
  return (
    <Frame quota={quota} serverNow={serverNow} preferences={preferences} hasAdmin>
      <KeysPage first={keys} now={serverNow} />
    </Frame>
  );
}
