import { z } from "zod";

const PATTERN = /^(\d{4}-\d{2}-\d{2})[ _](\d{2}:\d{2}:\d{2})(?:\.(\d{1,9}))?$/;

/**
 * Converts v1's time, in either of its forms, to ISO 8601 with milliseconds. Null when it has another
 * form or does not exist. It names no zone: samples taken in session show that it is UTC.
 *   `2022-01-20_20:47:25`   `2022-01-10 14:36:25.864668`
 */
export function parseVendorTime(text: string): string | null {
  const [, day, time, fraction = ""] = PATTERN.exec(text) ?? [];
  if (day === undefined || time === undefined) return null;
  const iso = `${day}T${time}.${fraction.slice(0, 3).padEnd(3, "0")}Z`;
  const moment = new Date(iso);
  // February 30 would become a day in March. Only a time that comes back the same exists.
  return !Number.isNaN(moment.getTime()) && moment.toISOString() === iso ? iso : null;
}

/** The same as a schema. Any other text refuses the whole body. */
export const vendorTime = z.string().transform((text, context) => {
  const time = parseVendorTime(text);
  if (time !== null) return time;
  context.addIssue("not a time of the upstream");
  return z.NEVER;
});

/** A time of v2, ISO 8601 with its zone, converted to UTC. */
export const zonedTime = z.iso
  .datetime({ offset: true })
  .transform((time) => new Date(time).toISOString());
