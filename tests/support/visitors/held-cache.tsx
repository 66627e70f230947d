import { renderToString } from "react-dom/server";
import { type Cache, useSWRConfig } from "swr";
import { SwrCache, useLocalCache } from "@/lib/client/hooks/swr-cache";
import type { LocalCache } from "@/lib/client/tab/local-cache";
import { NOW, quotaFixture } from "./snapshot-fixture";

export type HeldCache = { held: LocalCache; cache: Cache };

/** A tab's cache, started with a quota read at `NOW`. */
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
  onDraw({ held: useLocalCache(), cache });
  return null;
}
