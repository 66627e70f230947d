// @ts-check
/** @typedef {{ name: string, at: string, timeZone?: string }} Day `at`: when the run begins (ISO 8601). */

/**
 * The days on which tests run besides today. Each starts half a minute before its event, so that the
 * event happens while tests run.
 *
 * @type {readonly Day[]}
 */
export const DAYS = [
  { name: "saturday", at: "2026-12-05T17:00:00Z" },
  { name: "monday-open", at: "2026-11-30T14:29:00Z" },
  { name: "half-day", at: "2026-11-27T18:30:00Z" },
  { name: "clocks-forward", at: "2027-03-14T06:59:30Z" },
  { name: "clocks-back", at: "2027-11-07T05:59:30Z" },
  { name: "year-end", at: "2026-12-31T23:59:30Z" },
  // Both have another date than UTC.
  { name: "kiritimati", at: "2026-12-02T12:00:00Z", timeZone: "Pacific/Kiritimati" },
  { name: "los-angeles", at: "2026-12-03T04:00:00Z", timeZone: "America/Los_Angeles" },
];

const PRELOAD = new URL("./shifted-date.mjs", import.meta.url);

/**
 * The environment with which a process and its children use `day.at` as the current time. redis-server
 * does not follow it, so tests then use the embedded store's server.
 *
 * @param {Day} day
 */
export function environmentOf({ at, timeZone = "UTC" }) {
  const url = new URL(PRELOAD);
  const now = Date.now() - shiftOf(process.env.NODE_OPTIONS);
  url.searchParams.set("by", String(Date.parse(at) - now));
  return { NODE_OPTIONS: `--import=${url}`, TZ: timeZone };
}

/** Whether this process runs with another date. */
export function isDateShifted() {
  return (process.env.NODE_OPTIONS ?? "").includes(PRELOAD.pathname);
}

/** The shift of a process with these options, ms. */
function shiftOf(options = "") {
  return Number(/shifted-date\.mjs\?by=(-?\d+)/.exec(options)?.[1] ?? 0);
}
