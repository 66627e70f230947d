import { callServer } from "@/lib/client/tab/call-server";
import type { Tab } from "@/lib/client/tab/tab";
import { wantedAddress } from "@/lib/client/tab/wanted-name";
import type { Wanted } from "@/lib/contract/market/wanted";
import type { Snapshot } from "@/lib/contract/snapshot/snapshot";
import { cacheSnapshot } from "./take-ticket";

/** Shows the server's cached copy of something this tab lacks. Always free. */
export async function readCached(tab: Tab, wanted: Wanted): Promise<void> {
  const answer = await callServer<Snapshot>(tab, wantedAddress(wanted, { cached: "1" }));
  if (answer.kind === "answered") cacheSnapshot(tab, answer.body);
}
