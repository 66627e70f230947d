"use client";

import { useDashboard } from "./room-context";
import { sinceWords } from "./since-words";

/** The start of a table's counts: a whole hour, so it is often earlier than the range. */
export function Since() {
  const { tablesFrom, now } = useDashboard();
  return (
    <span
      className="text-xs whitespace-nowrap text-muted"
      title="Counted from the hour in which the time range begins"
    >
      {sinceWords(tablesFrom, now)}
    </span>
  );
}
