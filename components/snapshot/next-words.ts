import { easternTime } from "@/components/ui/format";
import type { SnapshotTimes } from "@/lib/contract/snapshot/snapshot";

type Updates = Pick<SnapshotTimes, "asOf" | "nextExpectedAt" | "missedUpdates">;

/** A time of day, with the weekday if it is not today: `15:20 ET`, `Mon 09:30 ET`. */
function timeWords(at: number, time: number): string {
  const [then, today] = [easternTime(at), easternTime(time)];
  const isToday = then.dayNumber === today.dayNumber;
  return isToday ? `${then.minute} ET` : `${then.weekday.slice(0, 3)} ${then.minute} ET`;
}

/** When the next update is expected; null: it is unknown, or due already. */
export function nextUpdateWords(nextExpectedAt: string | null, time: number): string | null {
  const at = Date.parse(nextExpectedAt ?? "");
  return at > time ? `about ${timeWords(at, time)}` : null;
}

/** The update that is missing, in a sentence without its end; null: none. */
export function missedWords(missed: Updates["missedUpdates"], time: number): string | null {
  const last = missed.findLast(({ missedAt }) => Date.parse(missedAt) <= time);
  if (last === undefined) return null;
  return `the ${timeWords(Date.parse(last.expectedAt), time)} update has not come`;
}

/** The data is the last of its day: the next update comes on another day, and none was missed. */
export function isLastOfDay({ asOf, nextExpectedAt, missedUpdates }: Updates): boolean {
  if (nextExpectedAt === null || missedUpdates.length > 0) return false;
  const [then, next] = [easternTime(Date.parse(asOf)), easternTime(Date.parse(nextExpectedAt))];
  return next.dayNumber > then.dayNumber;
}
