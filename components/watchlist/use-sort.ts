"use client";

import { parseAsStringLiteral, useQueryStates } from "nuqs";
import { DIRECTIONS, naturalDirection, SORT_KEYS, type Sort } from "./sort-symbols";

const parsers = {
  sort: parseAsStringLiteral(SORT_KEYS),
  order: parseAsStringLiteral(DIRECTIONS),
};

/**
 * The order of the rows, in the address: `?sort=netGex&order=asc`. Changing it sends no request.
 */
export function useSort(): [Sort, (sort: Sort) => void] {
  const [{ sort: key, order }, setParameters] = useQueryStates(parsers);
  const sort: Sort = key === null ? null : { key, direction: order ?? naturalDirection(key) };
  const setSort = (next: Sort) => {
    const order = next?.direction === (next && naturalDirection(next.key)) ? null : next?.direction;
    void setParameters({ sort: next?.key ?? null, order: order ?? null });
  };
  return [sort, setSort];
}
