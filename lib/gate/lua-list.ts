import { z } from "zod";

/** A list from Lua, which has one kind of table: an empty list comes back as `{}`. */
export function list<T extends z.ZodType>(element: T) {
  return z.preprocess((value) => (Array.isArray(value) ? value : []), z.array(element));
}

/** A flat list of numbers, cut into rows of `width`. */
export function rows<Row>(width: number, read: (row: number[]) => Row) {
  return list(z.number()).transform((flat) => cut(flat, width, read));
}

/** The same, written as one text. */
export function rowsOfText<Row>(width: number, read: (row: number[]) => Row) {
  return z
    .string()
    .transform((text) => cut(text === "" ? [] : text.split(",").map(Number), width, read));
}

function cut<Row>(flat: number[], width: number, read: (row: number[]) => Row): Row[] {
  return Array.from({ length: flat.length / width }, (_, row) =>
    read(flat.slice(row * width, (row + 1) * width)),
  );
}
