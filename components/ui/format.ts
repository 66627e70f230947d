/** Formats numbers and times: English, New York time, the same on server and browser. */

/** Shown for a missing value, never a zero. */
export const MISSING = "—";

const MINUS = "−";
const ZONE = "America/New_York";

const compact = new Intl.NumberFormat("en-US", {
  notation: "compact",
  signDisplay: "exceptZero",
  minimumFractionDigits: 2,
  maximumFractionDigits: 2,
});

function fixed(digits: number): Intl.NumberFormat {
  return new Intl.NumberFormat("en-US", {
    // A value that rounds to zero has no sign.
    signDisplay: "negative",
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}

const oneDigit = fixed(1);
const twoDigits = fixed(2);
const wholeNumber = fixed(0);

function spell(parts: readonly Intl.NumberFormatPart[]): string {
  return parts
    .map(({ type, value }) => {
      if (type === "minusSign") return MINUS;
      return value;
    })
    .join("");
}

/** Dollars with sign and magnitude: `−1.02B`, `+684.13M`, `0.00`. */
export function formatMagnitude(value: number | null): string {
  return value === null ? MISSING : spell(compact.formatToParts(value));
}

/** The same with its unit: `−$1.02B`, `+$684.13M`, `$0.00`. */
export function formatDollars(value: number | null): string {
  if (value === null) return MISSING;
  const text = formatMagnitude(value);
  return /^[+−]/.test(text) ? `${text[0]}$${text.slice(1)}` : `$${text}`;
}

/** A count: `26.17M`, without a sign. */
export function formatCount(value: number | null): string {
  return value === null ? MISSING : formatMagnitude(value).replace("+", "");
}

const short = new Intl.NumberFormat("en-US", {
  notation: "compact",
  maximumFractionDigits: 1,
  // Round down, so that the text never exceeds the value.
  roundingMode: "floor",
});

/** A short count, rounded down: `12`, `999.9K`, `1M`. */
export function formatShort(value: number): string {
  return short.format(value);
}

/** A distance in dollars with its direction: `+$5.15`, `−$16.40`. */
export function formatStep(dollars: number | null): string {
  if (dollars === null) return MISSING;
  const size = `$${twoDigits.format(Math.abs(dollars))}`;
  if (Math.abs(dollars) < 0.005) return size;
  return `${dollars > 0 ? "+" : MINUS}${size}`;
}

/** A full count: `1,204`. */
export function formatWhole(value: number | null): string {
  return value === null ? MISSING : spell(wholeNumber.formatToParts(value));
}

/** A percentage with two decimals and no sign: `6.22%`. */
export function formatPercent(percent: number | null): string {
  return percent === null ? MISSING : `${spell(twoDigits.formatToParts(percent))}%`;
}

/** A ratio with two decimals, a rank of 0 to 100 with one: `1.10`, `20.6`. */
export function formatNumber(value: number | null, digits: 1 | 2): string {
  if (value === null) return MISSING;
  return spell((digits === 1 ? oneDigit : twoDigits).formatToParts(value));
}

/** A strike: whole dollars as `680`, others with cents as `1,217.50`. */
export function formatStrike(strike: number | null): string {
  if (strike === null) return MISSING;
  return Number.isInteger(strike) ? spell(wholeNumber.formatToParts(strike)) : formatPrice(strike);
}

/** A price: `1,672.40`. */
export function formatPrice(value: number | null): string {
  return value === null ? MISSING : spell(twoDigits.formatToParts(value));
}

/** A fraction as percent, one digit: 0.161 is `16.1%`. */
export function formatFraction(value: number | null): string {
  if (value === null) return MISSING;
  return `${spell(oneDigit.formatToParts(value * 100))}%`;
}

/** A signed distance in percent: `+0.77%` above, `−6.22%` below. */
export function formatDistance(percent: number | null): string {
  if (percent === null) return MISSING;
  const size = `${twoDigits.format(Math.abs(percent))}%`;
  if (Math.abs(percent) < 0.005) return size;
  return `${percent > 0 ? "+" : MINUS}${size}`;
}

/** `about` seconds, rounded up so that the wait is never understated: `9s`, `2 min 40s`. */
export function formatSeconds(seconds: number): string {
  const whole = Math.max(1, Math.ceil(seconds));
  if (whole < 60) return `${whole}s`;
  const rest = whole % 60;
  return rest === 0 ? `${(whole - rest) / 60} min` : `${(whole - rest) / 60} min ${rest}s`;
}

/** A measured duration, to the tenth below 10s: `0.3s`, `8.4s`, `2 min 40s`. */
export function formatElapsed(seconds: number | null): string {
  if (seconds === null) return MISSING;
  return seconds < 10 ? `${oneDigit.format(seconds)}s` : formatSeconds(seconds);
}

/** `1st`, `2nd`, `3rd`, `11th`. */
export function formatPlace(place: number): string {
  const rules = { one: "st", two: "nd", few: "rd", other: "th", many: "th", zero: "th" };
  return `${place}${rules[new Intl.PluralRules("en-US", { type: "ordinal" }).select(place)]}`;
}

const clockParts = new Intl.DateTimeFormat("en-US", {
  timeZone: ZONE,
  hourCycle: "h23",
  weekday: "long",
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
});

export type EasternTime = {
  weekday: string;
  /** `Nov 20` */
  date: string;
  /** `15:46` */
  minute: string;
  /** `15:46:17` */
  second: string;
  /** Days since 1970 by the New York calendar. */
  dayNumber: number;
};

/** The New York wall clock at a moment (ms since 1970). */
export function easternTime(ms: number): EasternTime {
  const parts = new Map(clockParts.formatToParts(ms).map(({ type, value }) => [type, value]));
  const read = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? "";
  const minute = `${read("hour")}:${read("minute")}`;
  const date = `${read("month")} ${read("day")}`;
  return {
    weekday: read("weekday"),
    date,
    minute,
    second: `${minute}:${read("second")}`,
    dayNumber: Math.floor(Date.parse(`${date} ${read("year")} UTC`) / 86_400_000),
  };
}

/** `2026-11-23`: the New York calendar's day at a moment (ms since 1970), as files are named. */
export function easternDate(ms: number): string {
  return new Date(easternTime(ms).dayNumber * 86_400_000).toISOString().slice(0, 10);
}

/** `just now`, `2 min ago`, `3 h ago`, `2 days ago`. */
export function formatAge(ageMs: number): string {
  const minutes = Math.floor(ageMs / 60_000);
  if (minutes < 1) return "just now";
  if (minutes < 60) return `${minutes} min ago`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return `${hours} h ago`;
  const days = Math.floor(hours / 24);
  return days === 1 ? "1 day ago" : `${days} days ago`;
}
