import { gatePolicy } from "@/lib/policy";
import type { Story } from "@/lib/scans/story";
import type { DeskParts } from "./parts";

/**
 * Takes a scan's tickets out of the line, whichever instance entered them. One that its caller also
 * asked for by a click is no longer routine, and stays.
 */
export async function leaveLine(desk: DeskParts, story: Story): Promise<void> {
  const { caller, wanted } = story.order;
  const keys = new Set(wanted.map((one) => desk.upstream.jobFor(one)?.key));
  const { mine } = await desk.pump.look(caller);
  const places = mine.filter(
    ({ key, priority }) => keys.has(key) && priority >= gatePolicy.batchFromPriority,
  );
  await Promise.all(places.map(({ key, ticket }) => desk.pump.leave({ key, ticket })));
}
