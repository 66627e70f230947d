"use client";

import { askedWords } from "@/components/snapshot/asked-words";
import { SteadyBanner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { FocusKeeper } from "@/components/ui/focus-keeper";
import { useNow } from "@/lib/client/hooks/use-now";
import { useOnline } from "@/lib/client/hooks/use-online";
import { usePreferences } from "@/lib/client/hooks/use-preferences";
import { useMissedQuota, useQuota } from "@/lib/client/hooks/use-quota";
import { useAskState, useCancelAsk } from "@/lib/client/hooks/use-snapshot";
import { bannerWords } from "./banner-words";

const SPOKEN = {
  unknown: "The quota is unknown.",
  down: "API calls are stopped.",
  limited: "API calls have to wait.",
  "outside-usage": "Someone is using this subscription elsewhere.",
  offline: "You're offline.",
};

/**
 * Shows one banner at a time. Its space under the bar is reserved, so that the page does not jump.
 */
export function RateLimitBanner() {
  const quota = useQuota();
  const missed = useMissedQuota();
  const { statusReads } = usePreferences();
  const { asks } = useAskState();
  const cancelAsk = useCancelAsk();
  const known = { quota, missed, statusReads, asks, online: useOnline(), time: useNow() };
  const words = bannerWords(known);
  const name = words?.cancelName ?? null;
  return (
    <section aria-label="Service status" className="h-[52px] py-1 sm:py-2">
      <FocusKeeper>
        {words !== null && (
          <SteadyBanner
            edge={words.edge}
            action={
              name === null ? null : (
                <Button
                  key={name}
                  kind="bare"
                  onPress={() => cancelAsk(name)}
                  className="-my-px h-11 sm:h-5"
                >
                  Cancel {askedWords(name)}
                </Button>
              )
            }
          >
            {words.text}
          </SteadyBanner>
        )}
      </FocusKeeper>
      {/* Read out when it appears, not for each second of its countdown. */}
      <p role="status" className="sr-only">
        {words === null ? "" : SPOKEN[words.kind]}
      </p>
    </section>
  );
}
