"use client";

import type { ChangeEvent } from "react";
import { decodeFile } from "@/lib/client/lists/decode-file";

/** Chooses a file with a list of symbols. It stays in this browser. */
export function ListFile({ label, onText }: { label: string; onText: (text: string) => void }) {
  const read = async (event: ChangeEvent<HTMLInputElement>) => {
    const input = event.target;
    const file = input.files?.[0];
    if (file === undefined) return;
    const text = decodeFile(new Uint8Array(await file.arrayBuffer()));
    // The same file can be chosen again after it was changed.
    input.value = "";
    onText(text);
  };
  return (
    <label className="block py-2 text-sm text-muted">
      {label}
      <input
        type="file"
        accept=".txt,.csv,.tsv,text/plain,text/csv,text/tab-separated-values"
        onChange={(event) => void read(event)}
        className="block w-full pt-1 file:mr-2 file:h-11 file:rounded-md file:border file:border-control file:bg-panel file:px-3 file:text-accent sm:file:h-8"
      />
    </label>
  );
}
