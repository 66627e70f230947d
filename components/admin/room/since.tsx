"use client";

import { useDashboard } from "./room-context";
import { sinceWords } from "./since-words";

/** From when on a table counts: a whole hour, so often earlier than the range begins. */
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
