"use client";

import { parseAsString, parseAsStringLiteral, useQueryState, useQueryStates } from "nuqs";
import { DIRECTIONS } from "@/components/watchlist/sort-symbols";
import { SHOWN_ROWS, type ShownRows } from "./filter-rows";
import { naturalRowDirection, ROW_SORT_KEYS, type RowSort } from "./sort-rows";

/** Which scan is shown: `/scanner?scan=…`. Back returns to the one before. */
export function useScanAddress(): [string | null, (scan: string | null) => void] {
  const [scan, setScan] = useQueryState("scan", parseAsString.withOptions({ history: "push" }));
  return [scan, (next) => void setScan(next)];
}

/** The symbols in a link, scanned when a person presses Start: `?symbols=SPY,QQQ`. */
export function useLinkedSymbols(): string {
  const [symbols] = useQueryState("symbols", parseAsString.withDefault(""));
  return symbols;
}

const choices = {
  sort: parseAsStringLiteral(ROW_SORT_KEYS),
  order: parseAsStringLiteral(DIRECTIONS),
  find: parseAsString.withDefault(""),
  show: parseAsStringLiteral(SHOWN_ROWS).withDefault("all"),
};

export type RowChoices = { sort: RowSort; find: string; show: ShownRows };

/** The order and filter of the rows, stored in the address. Changing them sends no request. */
export function useRowChoices(): [RowChoices, (next: Partial<RowChoices>) => void] {
  const [{ sort: key, order, find, show }, setParameters] = useQueryStates(choices);
  const sort: RowSort = key === null ? null : { key, direction: order ?? naturalRowDirection(key) };
  const choose = ({ sort: next, ...others }: Partial<RowChoices>) => {
    if (next === undefined) return void setParameters(others);
    const isNatural = next?.direction === (next && naturalRowDirection(next.key));
    const order = isNatural ? null : (next?.direction ?? null);
    void setParameters({ ...others, sort: next?.key ?? null, order });
  };
  return [{ sort, find, show }, choose];
}
