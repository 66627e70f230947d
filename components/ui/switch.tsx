"use client";

import { useId } from "react";

/** A choice that takes effect at once. On and off differ in shape, not only in color. */
export function Switch({
  label,
  detail,
  on,
  onTurn,
}: {
  label: string;
  detail: string;
  on: boolean;
  onTurn: (on: boolean) => void;
}) {
  const description = useId();
  return (
    <label className="flex min-h-11 cursor-pointer items-center justify-between gap-4 py-1.5">
      <span>
        {label}
        <span id={description} className="block text-xs text-muted">
          {detail}
        </span>
      </span>
      <input
        type="checkbox"
        role="switch"
        aria-label={label}
        aria-describedby={description}
        aria-checked={on}
        checked={on}
        onChange={(event) => onTurn(event.target.checked)}
        className="peer sr-only"
      />
      <span
        aria-hidden="true"
        className="relative h-5 w-9 shrink-0 rounded-full border border-control bg-bg after:absolute after:top-0.5 after:left-0.5 after:size-3.5 after:rounded-full after:border after:border-control peer-checked:border-accent peer-checked:bg-accent peer-checked:after:left-[18px] peer-checked:after:border-on-accent peer-checked:after:bg-on-accent peer-focus-visible:outline-2 peer-focus-visible:outline-offset-2 peer-focus-visible:outline-accent"
      />
    </label>
  );
}
