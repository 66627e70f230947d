import { easternTime, formatAge } from "@/components/ui/format";

type Known = {
  /** True while the market is closed. A time of day then shows no age. */
  isResting: boolean;
  /** True for the last data of a day. */
  isLast: boolean;
};

/** Formats the upstream's own time for people. */
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
