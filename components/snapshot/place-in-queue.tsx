"use client";

import { Button } from "@/components/ui/button";
import { formatPlace, formatSeconds } from "@/components/ui/format";
import { useNow } from "@/lib/client/hooks/use-now";
import type { AskStatus } from "@/lib/client/tab/ask-store";

/** Replaces the button while the request is queued: position, expected wait, and Cancel. */
export function PlaceInQueue({
  symbol,
  ask,
  onCancel,
}: {
  symbol: string;
  ask: Extract<AskStatus, { kind: "queued" }>;
  onCancel: () => void;
}) {
  const time = useNow();
  const place = ask.position === 0 ? "Loading" : `${formatPlace(ask.position)} in queue`;
  const wait =
    ask.endsAt === null ? "wait unknown" : `~${formatSeconds((ask.endsAt - time) / 1_000)}`;
  return (
    <div className="flex h-11 flex-col items-center justify-center text-xs whitespace-nowrap text-muted sm:h-9 xl:flex-row xl:justify-end xl:text-sm">
      <span className="text-text" title={ask.waitReason ?? undefined}>
        {place}
      </span>
      <span className="whitespace-pre max-xl:hidden"> · </span>
      <span>
        {wait} · {/* The touch target is as high as both lines. */}
        <Button
          kind="bare"
          onPress={onCancel}
          className="relative after:absolute after:inset-x-0 after:-top-5 after:-bottom-2 xl:after:hidden"
        >
          Cancel<span className="sr-only"> the request for {symbol}</span>
        </Button>
      </span>
    </div>
  );
}
