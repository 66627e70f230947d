"use client";

import { useState } from "react";
import { keepOrder } from "./keep-order";

/**
 * Keeps live rows in their last shown order, so that values change in place and no row moves under
 * the pointer. `choice` names the sort order. A new choice sorts them again.
 */
export function useKeptOrder<Row>(
  sorted: readonly Row[],
  { keyOf, choice, isLive }: { keyOf: (row: Row) => string; choice: string; isLive: boolean },
): readonly Row[] {
  const keys = sorted.map(keyOf);
  const [kept, setKept] = useState({ choice, order: keys as readonly string[] });
  const order = isLive && kept.choice === choice ? keepOrder(kept.order, keys) : keys;
  if (kept.choice !== choice || kept.order.join("\n") !== order.join("\n")) {
    setKept({ choice, order });
  }
  const byKey = new Map(sorted.map((row) => [keyOf(row), row]));
  return order.flatMap((key) => byKey.get(key) ?? []);
}
