"use client";

import { Button } from "@/components/ui/button";
import { formatPlace, formatSeconds } from "@/components/ui/format";
import type { Ask } from "@/lib/client/ask-store";
import { useNow } from "@/lib/client/use-now";

/** While in line, in the button's own place: where, for how long, and the way out. */
export function PlaceInLine({
  symbol,
  ask,
  onGiveUp,
}: {
  symbol: string;
  ask: Extract<Ask, { kind: "in-line" }>;
  onGiveUp: () => void;
}) {
  const time = useNow();
  const place = ask.position === 0 ? "On its way" : `${formatPlace(ask.position)} in line`;
  const wait = `about ${formatSeconds((ask.landsAt - time) / 1_000)}`;
  return (
    <div className="flex h-11 flex-col items-center justify-center text-xs whitespace-nowrap text-muted sm:h-9 xl:flex-row xl:justify-end xl:text-sm">
      <span className="text-text">{place}</span>
      <span className="whitespace-pre max-xl:hidden"> · </span>
      <span>
        {wait} · {/* Pressed by a thumb: the second of two lines, and as high as both. */}
        <Button
          kind="bare"
          onPress={onGiveUp}
          className="relative after:absolute after:inset-x-0 after:-top-5 after:-bottom-2 xl:after:hidden"
        >
          Give up<span className="sr-only"> the place of {symbol}</span>
        </Button>
      </span>
    </div>
  );
}
