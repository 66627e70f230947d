"use client";

import { type ClipboardEvent, useState } from "react";
import { readingWords } from "@/components/lists/reading-words";
import { readList } from "@/lib/client/lists/read-list";
import { withSymbols } from "@/lib/client/scans/scan-symbols";

/** Text of several lines or columns may be a table, whose other cells are no symbols. */
const SEVERAL = /[\t\r\n]/;

/**
 * Puts the symbols of a pasted table or a file into the field. `words` says what was found, until the
 * text is changed by hand.
 */
export function usePastedList(text: string, setText: (text: string) => void) {
  const [found, setFound] = useState<{ words: string; text: string } | null>(null);
  const takeList = async (list: string) => {
    const reading = await readList(list);
    const filled = withSymbols(text, reading.symbols);
    setText(filled);
    setFound({ words: readingWords(reading), text: filled });
  };
  return {
    words: found?.text === text ? found.words : null,
    takeList: (list: string) => void takeList(list),
    onPaste: (event: ClipboardEvent) => {
      const pasted = event.clipboardData.getData("text/plain");
      if (!SEVERAL.test(pasted.trim())) return;
      event.preventDefault();
      void takeList(pasted);
    },
  };
}
