import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { openPage } from "@/app/(desk)/open-page";
import { Frame } from "@/components/frame/frame";
import { parsePreferences } from "@/lib/contract/visitor/parse-preferences";
import { PREFERENCES_COOKIE } from "@/lib/contract/visitor/preferences";

/** The frame of every page that shows data. The bar and the tab stay from page to page. */
export default async function DeskLayout({ children }: { children: ReactNode }) {
  const { desk, admin, primary, reach } = await openPage();
  if (reach === null) redirect("/enter");
  const preferences = parsePreferences((await cookies()).get(PREFERENCES_COOKIE)?.value);
  const { quota, serverNow } = await desk.readHome([], reach);
  return (
    <Frame
      quota={quota}
      serverNow={serverNow}
      preferences={preferences}
      hasAdmin={admin.isOn || primary !== null}
      primaryHost={primary?.host ?? null}
    >
      {children}
    </Frame>
  );
}
