"use client";

/** The style of the field, with and without results. */
export const SEARCH_FIELD = {
  "aria-label": "Symbol or name",
  placeholder: "Symbol or name",
  maxLength: 40,
  spellCheck: false,
  // Not `autoFocus`: the dialog sets the focus once it is shown.
  "data-first": true,
  className:
    "h-12 w-full border-b border-line bg-transparent px-4 outline-none placeholder:text-muted",
} as const;

/** Accepts text while the search is loading. */
export function SearchField({ typed, onType }: { typed: string; onType: (typed: string) => void }) {
  return <input {...SEARCH_FIELD} value={typed} onChange={(event) => onType(event.target.value)} />;
}
