"use client";

import { Search } from "lucide-react";

/** Filters a table by the typed text. */
export function FindField({
  label,
  value,
  onType,
}: {
  label: string;
  value: string;
  onType: (value: string) => void;
}) {
  return (
    <label className="relative flex items-center">
      <span className="sr-only">{label}</span>
      <Search size={14} aria-hidden="true" className="absolute left-2 text-muted" />
      <input
        type="search"
        value={value}
        placeholder="Find"
        onChange={(event) => onType(event.target.value)}
        className="h-11 w-36 rounded-md border border-control bg-bg pr-2 pl-7 text-sm sm:h-8"
      />
    </label>
  );
}
