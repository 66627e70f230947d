import { renderToString } from "react-dom/server";
import { type Cache, useSWRConfig } from "swr";
import type { Held } from "@/lib/client/held";
import { SwrCache, useHeld } from "@/lib/client/swr-cache";
import { NOW, quotaFixture } from "./snapshot-fixture";

export type HeldCache = { held: Held; cache: Cache };

/** What a tab keeps, and how: begun with a quota told at `NOW`. */
export function heldCache(): HeldCache {
  const drawn: HeldCache[] = [];
  renderToString(
    <SwrCache quota={{ quota: quotaFixture(), readAt: NOW }}>
      <Inside onDraw={(it) => drawn.push(it)} />
    </SwrCache>,
  );
  const [first] = drawn;
  if (first === undefined) throw new Error("nothing was drawn");
  return first;
}

function Inside({ onDraw }: { onDraw: (drawn: HeldCache) => void }) {
  const { cache } = useSWRConfig();
  onDraw({ held: useHeld(), cache });
  return null;
}
