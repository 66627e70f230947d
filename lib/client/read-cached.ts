import type { Snapshot } from "@/lib/contract/snapshot";
import type { Wanted } from "@/lib/contract/wanted";
import { callServer } from "./call-server";
import type { Tab } from "./tab";
import { land } from "./take-ticket";
import { wantedAddress } from "./wanted-name";

/** Shows what the cache has of something not held yet. Free, whatever the answer. */
export async function readCached(tab: Tab, wanted: Wanted): Promise<void> {
  const answer = await callServer<Snapshot>(tab, wantedAddress(wanted, { cached: "1" }));
  if (answer.kind === "answered") land(tab, answer.body);
}
