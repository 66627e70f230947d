import { z } from "zod";

const PATTERN = /^(\d{4}-\d{2}-\d{2})[ _](\d{2}:\d{2}:\d{2})(?:\.(\d{1,9}))?$/;

/**
 * v1's own time, in either of its forms, as ISO 8601 to the millisecond; null when it is neither
 * or no such moment exists. It names no zone: samples taken in session show it is UTC.
 *   `2022-01-20_20:47:25`   `2022-01-10 14:36:25.864668`
 */
export function parseVendorTime(text: string): string | null {
  const [, day, time, fraction = ""] = PATTERN.exec(text) ?? [];
  if (day === undefined || time === undefined) return null;
  const iso = `${day}T${time}.${fraction.slice(0, 3).padEnd(3, "0")}Z`;
  const moment = new Date(iso);
  // The 30th of February would roll over into March: only what comes back the same exists.
  return !Number.isNaN(moment.getTime()) && moment.toISOString() === iso ? iso : null;
}

/** The same as a schema: any other text refuses the whole body. */
export const vendorTime = z.string().transform((text, context) => {
  const time = parseVendorTime(text);
  if (time !== null) return time;
  context.addIssue("not a time of the upstream");
  return z.NEVER;
});

/** A time of v2: ISO 8601 with its zone, as UTC. */
export const zonedTime = z.iso
  .datetime({ offset: true })
  .transform((time) => new Date(time).toISOString());
