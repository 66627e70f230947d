import { z } from "zod";

const ZERO = "0".charCodeAt(0);

/** A list from Lua, which has one kind of table: an empty list comes back as `{}`. */
export function list<T extends z.ZodType>(element: T) {
  return z.preprocess((value) => (Array.isArray(value) ? value : []), z.array(element));
}

/** A flat list of numbers, cut into rows of `width`. */
export function rows<Row>(width: number, read: (row: number[]) => Row) {
  return list(z.number()).transform((flat) => cut(flat, width, read));
}

/** Rows of numbers in one text, each number in so many digits of base 64: `0` is 0, `o` is 63. */
export function rowsOfDigits<Row>(widths: readonly number[], read: (row: number[]) => Row) {
  const width = widths.reduce((sum, digits) => sum + digits, 0);
  return z.string().transform((text) =>
    Array.from({ length: text.length / width }, (_, row) => {
      let end = row * width;
      const next = (digits: number) => {
        end += digits;
        return numberOf(text.slice(end - digits, end));
      };
      return read(widths.map(next));
    }),
  );
}

function numberOf(digits: string): number {
  let number = 0;
  for (let at = 0; at < digits.length; at += 1) number = number * 64 + digits.charCodeAt(at) - ZERO;
  return number;
}

function cut<Row>(flat: number[], width: number, read: (row: number[]) => Row): Row[] {
  return Array.from({ length: flat.length / width }, (_, row) =>
    read(flat.slice(row * width, (row + 1) * width)),
  );
}
