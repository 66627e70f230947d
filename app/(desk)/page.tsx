import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { openPage } from "@/app/(desk)/open-page";
import { Watchlist } from "@/components/watchlist/watchlist";
import { parsePreferences } from "@/lib/contract/visitor/parse-preferences";
import { PREFERENCES_COOKIE } from "@/lib/contract/visitor/preferences";

/** The watchlist, from cached data. Opening the page makes no upstream call. */
export default async function Page() {
  const { desk, reach } = await openPage();
  if (reach === null) redirect("/enter");
  const { watchlist } = parsePreferences((await cookies()).get(PREFERENCES_COOKIE)?.value);
  const [{ rows, serverNow }, trends] = await Promise.all([
    desk.readHome(watchlist, reach),
    desk.readTrends(watchlist, reach),
  ]);
  return <Watchlist rows={rows} serverNow={serverNow} trends={trends} />;
}
