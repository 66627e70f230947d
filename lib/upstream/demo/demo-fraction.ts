import { createHash } from "node:crypto";

/** A number in [0, 1) that looks random but is always the same for a symbol and a name. */
export function demoFraction(symbol: string, name: string): number {
  return demoSeed(symbol, name) / 2 ** 32;
}

/** The same as a whole number of 32 bits. */
export function demoSeed(symbol: string, name: string): number {
  return createHash("sha256").update(`${symbol} ${name}`).digest().readUInt32BE(0);
}
