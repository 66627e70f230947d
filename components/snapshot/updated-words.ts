import { easternTime, formatAge } from "@/components/ui/format";

type Known = {
  /** The market is not open, so a time of day has no age. */
  isResting: boolean;
  /** The data is the last of its day. */
  isLast: boolean;
};

/** The upstream's own time as people say it. */
export function updatedWords(asOf: number, time: number, { isResting, isLast }: Known): string {
  const age = time - asOf;
  const [then, today] = [easternTime(asOf), easternTime(time)];
  const daysAgo = today.dayNumber - then.dayNumber;
  const hasRest = isResting || (isLast && daysAgo > 0);
  if (!hasRest || age < 60 * 60_000) return formatAge(age);
  const isClose = isLast || then.minute >= "16:00";
  if (daysAgo === 0) return isClose ? "Today's close" : `${then.minute} ET`;
  if (daysAgo < 7) {
    return isClose ? `${then.weekday}'s close` : `${then.weekday.slice(0, 3)} ${then.minute} ET`;
  }
  return isClose ? `Close of ${then.date}` : `${then.date} ${then.minute} ET`;
}
