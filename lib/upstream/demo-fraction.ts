import { createHash } from "node:crypto";

/** A number in [0, 1) that looks random and is always the same for the same symbol and name. */
export function demoFraction(symbol: string, name: string): number {
  return createHash("sha256").update(`${symbol} ${name}`).digest().readUInt32BE(0) / 2 ** 32;
}
