import { z } from "zod";

/** A list from Lua, which has one kind of table: an empty list comes back as `{}`. */
export function list<T extends z.ZodType>(element: T) {
  return z.preprocess((value) => (Array.isArray(value) ? value : []), z.array(element));
}

/** A flat list of numbers, cut into rows of `width`. */
export function rows<Row>(width: number, read: (row: number[]) => Row) {
  return list(z.number()).transform((flat) =>
    Array.from({ length: flat.length / width }, (_, row) =>
      read(flat.slice(row * width, (row + 1) * width)),
    ),
  );
}
