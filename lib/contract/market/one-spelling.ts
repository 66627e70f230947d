/**
 * Indices with the names that other programs give them, after a mark (`^` Yahoo, `$` Schwab and
 * Barchart, `.` Fidelity and Google). A list, because a mark alone does not tell: `^DJT` is an
 * average, `DJT` a company. DJX is a hundredth of DJI, so they are two.
 */
const INDICES = namesOf([
  ["SPX", "GSPC", "INX"],
  ["NDX", "IUXX"],
  ["DJI", "DOWI"],
  ["DJX"],
  ["RUT"],
  ["VIX"],
  ["XSP"],
  ["OEX"],
]);

/** Names without a mark: the option roots of Cboe's weekly contracts, and an abbreviation. */
const UNMARKED = namesOf([
  ["SPX", "SPXW"],
  ["NDX", "NDXP"],
  ["RUT", "RUTW"],
  ["VIX", "VIXW"],
  ["DJI", "DJIA"],
]);

/** `^SPX`, `$SPX`, `.SPX`, `$SPX.X`. */
const MARKED = /^[$^.]([A-Z]+)(?:\.X)?$/;
/** `BRK-B` Yahoo, `BRK/B` Schwab, `BRK.B` the upstream. */
const SHARE_CLASS = /^([A-Z]{1,5})[-/]([A-Z])$/;
/** `BRKB` in option chains, `BRK B` Interactive Brokers. A list: `GOOGL` is no class of GOOG. */
const JOINED_CLASS = /^(BRK|BF) ?([AB])$/;

/** Rewrites an upper-case text to the one spelling of its instrument, which is the upstream's. */
export function oneSpelling(text: string): string {
  const [, marked] = MARKED.exec(text) ?? [];
  const index = marked === undefined ? UNMARKED.get(text) : INDICES.get(marked);
  if (index !== undefined) return index;
  const [, stem, letter] = SHARE_CLASS.exec(text) ?? JOINED_CLASS.exec(text) ?? [];
  return stem === undefined ? text : `${stem}.${letter}`;
}

/** Each name with the first of its row. */
function namesOf(rows: readonly [string, ...string[]][]): ReadonlyMap<string, string> {
  return new Map(rows.flatMap((row) => row.map((name) => [name, row[0]] as const)));
}
