import type { Metadata, Route } from "next";
import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { ControlRoom } from "@/components/admin/control-room";
import { RoomClosed } from "@/components/admin/room/room-closed";
import { Frame } from "@/components/frame/frame";
import { rangeSchema } from "@/lib/contract/admin/dashboard";
import { parsePreferences } from "@/lib/contract/visitor/parse-preferences";
import { PREFERENCES_COOKIE } from "@/lib/contract/visitor/preferences";
import { runtime } from "@/lib/runtime/runtime";

export const metadata: Metadata = { title: "Admin" };

/** The Admin page, for a signed-in admin only. Opening it makes no upstream call. */
export default async function AdminPage({ searchParams }: PageProps<"/admin">) {
  const { desk, admin, controlRoom } = await runtime();
  const asked = await searchParams;
  // First, so that a stranger changes nothing. Without the store no one is admitted.
  const session = await admin.check(await headers()).catch(() => "unknown" as const);
  if (session === null) redirect(signInPath(asked) as Route);
  const { quota, serverNow } = await desk.readHome([]);
  if (session === "unknown" || quota === null) return <RoomClosed />;
  const range = rangeSchema.safeParse(asked.range).data ?? "15m";
  const dashboard = await controlRoom.readDashboard(session, range);
  const preferences = parsePreferences((await cookies()).get(PREFERENCES_COOKIE)?.value);
  return (
    <Frame quota={quota} serverNow={serverNow} preferences={preferences} hasAdmin>
      <ControlRoom dashboard={dashboard} />
    </Frame>
  );
}

/** Signing in returns to the same address, with its range, order and filters. */
function signInPath(asked: Record<string, string | string[] | undefined>): string {
  const kept = new URLSearchParams();
  for (const [name, value] of Object.entries(asked)) {
    if (typeof value === "string") kept.set(name, value);
  }
  const query = kept.size === 0 ? "" : `?${kept}`;
  return `/admin/sign-in?return=${encodeURIComponent(`/admin${query}`)}`;
}
