import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { Frame } from "@/components/frame/frame";
import { parsePreferences } from "@/lib/contract/parse-preferences";
import { PREFERENCES_COOKIE } from "@/lib/contract/preferences";
import { runtime } from "@/lib/runtime";

/** Around every page that shows data: the bar and the tab, which go on from page to page. */
export default async function DeskLayout({ children }: { children: ReactNode }) {
  const { desk, callers, admin } = await runtime();
  if (!callers.identify(await headers()).admitted) redirect("/enter");
  const preferences = parsePreferences((await cookies()).get(PREFERENCES_COOKIE)?.value);
  const { quota, serverNow } = await desk.readHome([]);
  return (
    <Frame quota={quota} serverNow={serverNow} preferences={preferences} hasAdmin={admin.isOn}>
      {children}
    </Frame>
  );
}
