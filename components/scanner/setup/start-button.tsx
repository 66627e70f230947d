"use client";

import { useId } from "react";
import { readyWords } from "@/components/snapshot/refresh-words";
import { Button } from "@/components/ui/button";
import { useNow } from "@/lib/client/hooks/use-now";
import type { StartWords } from "./start-words";

/** The only button that starts a scan. A refusal is shown below it. */
export function StartButton({ words, onStart }: { words: StartWords; onStart: () => void }) {
  const time = useNow();
  const reason = useId();
  const { text, open, problem } = words;
  const readyAt = problem?.readyAt ?? 0;
  const waits = open && readyAt > time;
  return (
    <div className="pt-2">
      <Button
        kind="primary"
        shortcut="start"
        onPress={onStart}
        waiting={!open || waits}
        describedBy={reason}
        className="h-11 w-full sm:h-9"
      >
        {waits ? `${text} · ${readyWords(readyAt, time)}` : text}
      </Button>
      <p id={reason} role="status" className="pt-1 text-xs text-stale empty:hidden">
        {problem?.words}
      </p>
    </div>
  );
}
