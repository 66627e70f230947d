import { createHash } from "node:crypto";

/** The fake upstream's values for a symbol: the same in both versions and at any time. */
type FakeFigures = { spot: number; flip: number; netGex: number; volatility: number };

export function fakeFigures(symbol: string): FakeFigures {
  const bytes = createHash("sha256").update(symbol).digest();
  const spot = 20 + bytes.readUInt16BE(0) / 100;
  return {
    spot,
    flip: Number((spot * (0.97 + (bytes[2] ?? 0) / 5_000)).toFixed(2)),
    netGex: bytes.readInt32BE(4) + 0.25,
    volatility: 0.1 + (bytes[8] ?? 0) / 512,
  };
}

/** Strikes around spot, with call and put gamma in shares for a move of $ 1. */
export function fakeStrikes(symbol: string): { strike: number; call: number; put: number }[] {
  const { spot } = fakeFigures(symbol);
  return [-2, -1, 0, 1, 2].map((step) => ({
    strike: Math.round(spot) + step,
    call: 1_000 + 100 * step,
    put: -(900 - 100 * step),
  }));
}

/** The weekdays of the `days` days before `now`, as `YYYY-MM-DD`, ascending. */
export function fakeDays(now: number, days: number): string[] {
  const all = Array.from(
    { length: days },
    (_, index) => new Date(now - (days - index) * 86_400_000),
  );
  return all
    .filter((date) => date.getUTCDay() % 6 !== 0)
    .map((date) => date.toISOString().slice(0, 10));
}
