import { easternTime } from "@/components/ui/format";
import type { SnapshotTimes } from "@/lib/contract/snapshot/snapshot";

type Updates = Pick<SnapshotTimes, "asOf" | "nextExpectedAt" | "missedUpdates">;

/** A time of day, with the weekday if it is not today: `15:20 ET`, `Mon 09:30 ET`. */
function timeWords(at: number, time: number): string {
  const [then, today] = [easternTime(at), easternTime(time)];
  const isToday = then.dayNumber === today.dayNumber;
  return isToday ? `${then.minute} ET` : `${then.weekday.slice(0, 3)} ${then.minute} ET`;
}

/** Returns when the next update is expected. Null when that is unknown or past. */
export function nextUpdateWords(nextExpectedAt: string | null, time: number): string | null {
  const at = Date.parse(nextExpectedAt ?? "");
  return at > time ? `about ${timeWords(at, time)}` : null;
}

/** Returns a sentence about the missed update, without its end. Null without one. */
export function missedWords(missed: Updates["missedUpdates"], time: number): string | null {
  const last = missed.findLast(({ missedAt }) => Date.parse(missedAt) <= time);
  if (last === undefined) return null;
  return `the ${timeWords(Date.parse(last.expectedAt), time)} update has not come`;
}

/** True for the last data of a day: the next update comes on another day, and none was missed. */
export function isLastOfDay({ asOf, nextExpectedAt, missedUpdates }: Updates): boolean {
  if (nextExpectedAt === null || missedUpdates.length > 0) return false;
  const [then, next] = [easternTime(Date.parse(asOf)), easternTime(Date.parse(nextExpectedAt))];
  return next.dayNumber > then.dayNumber;
}
