"use client";

import { useState } from "react";
import { keepOrder } from "./keep-order";

/**
 * Rows in the order they were last shown in, while they are live: figures change in place and no row
 * moves under the pointer. `choice` names what the order follows: with another one they are sorted again.
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
