"use client";

import { Button } from "@/components/ui/button";
import { saveFile } from "@/components/ui/table/save-file";
import { useTab } from "@/lib/client/hooks/tab-provider";

/** A table as a file: what it is called, without its date, and its lines. */
export type CsvFile = { name: string; text: string };

/** Saves the figures of a panel. `make` is called when it is pressed; null: there are none. */
export function CsvButton({ make }: { make: (() => CsvFile) | null }) {
  const { tab } = useTab();
  const save = () => {
    if (make === null) return;
    const { name, text } = make();
    saveFile(name, text, tab.time.now());
  };
  return (
    <Button waiting={make === null} onPress={save} className="h-11 sm:h-8">
      <span>
        <span className="sr-only">Download </span>CSV
      </span>
    </Button>
  );
}
