import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { HomePage } from "@/components/home/home-page";
import { DEFAULT_WATCHLIST } from "@/lib/contract/home";
import { runtime } from "@/lib/runtime";

/** The watchlist as it stands in the cache: opening it makes no upstream call. */
export default async function Page() {
  const { desk, callers } = await runtime();
  if (!callers.identify(await headers()).admitted) redirect("/enter");
  return <HomePage home={await desk.readHome(DEFAULT_WATCHLIST)} />;
}
