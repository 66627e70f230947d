import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { Watchlist } from "@/components/watchlist/watchlist";
import { parsePreferences } from "@/lib/contract/parse-preferences";
import { PREFERENCES_COOKIE } from "@/lib/contract/preferences";
import { runtime } from "@/lib/runtime";

/** The watchlist as it stands in the cache: opening it makes no upstream call. */
export default async function Page() {
  const { desk, callers } = await runtime();
  if (!callers.identify(await headers()).admitted) redirect("/enter");
  const { watchlist } = parsePreferences((await cookies()).get(PREFERENCES_COOKIE)?.value);
  const [{ rows, serverNow }, trends] = await Promise.all([
    desk.readHome(watchlist),
    desk.readTrends(watchlist),
  ]);
  return <Watchlist rows={rows} serverNow={serverNow} trends={trends} />;
}
