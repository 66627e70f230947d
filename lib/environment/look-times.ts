/**
 * A stretch of a trading day in which the upstream publishes. Minutes after midnight in New York, on
 * a day that closes at 16:00.
 */
export type LookTimes = { startMinute: number; endMinute: number };

/** When the upstream publishes: learned, always, or in these stretches only. */
export type UpstreamLooks = "learned" | "continuous" | readonly LookTimes[];

const OPEN = 9 * 60 + 30;
const CLOSE = 16 * 60;

/**
 * Parses `09:30-10:10,15:20-16:00`. Null unless the stretches are in order, apart, and between 09:30
 * and 16:00.
 */
export function parseLookTimes(text: string): LookTimes[] | null {
  const looks: LookTimes[] = [];
  for (const part of text.split(",")) {
    const times = /^\s*(\d{2}):([0-5]\d)-(\d{2}):([0-5]\d)\s*$/.exec(part)?.slice(1).map(Number);
    if (!times) return null;
    const [startHour = 0, start = 0, endHour = 0, end = 0] = times;
    const look = { startMinute: startHour * 60 + start, endMinute: endHour * 60 + end };
    const earliest = looks.at(-1)?.endMinute ?? OPEN;
    if (look.startMinute < earliest || look.endMinute > CLOSE) return null;
    if (look.endMinute <= look.startMinute) return null;
    looks.push(look);
  }
  return looks;
}
