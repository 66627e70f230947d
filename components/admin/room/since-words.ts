import { easternTime } from "@/components/ui/format";

/** Returns `since 14:00 ET`, or with the day unless it is today: `since 19 Nov 14:00 ET`. */
export function sinceWords(from: string, now: string): string {
  const [begins, today] = [easternTime(Date.parse(from)), easternTime(Date.parse(now))];
  const day = begins.dayNumber === today.dayNumber ? "" : `${begins.date} `;
  return `since ${day}${begins.minute} ET`;
}

/** Returns the same for a file name, in UTC like the times in the file: `since-20261119T1900Z`. */
export function sinceName(from: string): string {
  return `since-${from.slice(0, 16).replaceAll(/[-:]/g, "")}Z`;
}
