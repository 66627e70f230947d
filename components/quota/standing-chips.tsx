"use client";

import { Chip } from "@/components/ui/chip";
import { useQuota } from "@/lib/client/use-quota";

/** What must never be forgotten while it is true: invented data, an unshared store. */
export function StandingChips() {
  const known = useQuota();
  if (known === null) return null;
  const { upstream, store } = known.quota;
  return (
    <>
      {upstream === "demo" && (
        <Chip title="Every figure is invented: no upstream key is set">Demo</Chip>
      )}
      {store === "embedded" && (
        <Chip title="The store lives in this one process: no other deployment shares this quota">
          <span>
            Embedded<span className="max-bar:sr-only"> store</span>
          </span>
        </Chip>
      )}
    </>
  );
}
