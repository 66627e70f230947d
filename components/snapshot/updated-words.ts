import { easternTime, formatAge } from "@/components/ui/format";

/** The upstream's own time as people say it; while the market rests, a time of day has no age. */
export function updatedWords(asOf: number, time: number, isResting: boolean): string {
  const age = time - asOf;
  if (!isResting || age < 60 * 60_000) return formatAge(age);
  const [then, today] = [easternTime(asOf), easternTime(time)];
  const daysAgo = today.dayNumber - then.dayNumber;
  const isClose = then.minute >= "16:00";
  if (daysAgo === 0) return isClose ? "Today's close" : `${then.minute} ET`;
  if (daysAgo < 7) {
    return isClose ? `${then.weekday}'s close` : `${then.weekday.slice(0, 3)} ${then.minute} ET`;
  }
  return isClose ? `Close of ${then.date}` : `${then.date} ${then.minute} ET`;
}
