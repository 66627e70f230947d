"use client";

import clsx from "clsx";
import { useState } from "react";
import { MISSING } from "./format";

/** One value, updated in place. Its cell is highlighted for 600 ms when the text changes. */
export function Figure({ text, className }: { text: string; className?: string | undefined }) {
  const [shown, setShown] = useState({ text, changes: 0 });
  if (shown.text !== text) setShown({ text, changes: shown.changes + 1 });
  return (
    <span
      key={shown.changes}
      className={clsx("rounded-sm", shown.changes > 0 && "animate-tint", className)}
    >
      {text === MISSING ? (
        <>
          <span aria-hidden="true">{MISSING}</span>
          <span className="sr-only">not available</span>
        </>
      ) : (
        text
      )}
    </span>
  );
}
