import { z } from "zod";

/** A list from Lua. Lua has one kind of table, so an empty list arrives as `{}`. */
export function list<T extends z.ZodType>(element: T) {
  return z.preprocess((value) => (Array.isArray(value) ? value : []), z.array(element));
}

/** A flat list of numbers, cut into rows of `width`. */
export function rows<Row>(width: number, read: (row: number[]) => Row) {
  return list(z.number()).transform((flat) => cut(flat, width, read));
}

/** The same from one text of numbers, separated by spaces. */
export function rowsOfText<Row>(width: number, read: (row: number[]) => Row) {
  return z.string().transform((text) => {
    if (text === "") return [];
    return cut(text.split(" ").map(Number), width, read);
  });
}

function cut<Row>(flat: number[], width: number, read: (row: number[]) => Row): Row[] {
  return Array.from({ length: flat.length / width }, (_, row) =>
    read(flat.slice(row * width, (row + 1) * width)),
  );
}
