"use client";

import { askedWords } from "@/components/snapshot/asked-words";
import { SteadyBanner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { FocusKeeper } from "@/components/ui/focus-keeper";
import { useNow } from "@/lib/client/use-now";
import { useOnline } from "@/lib/client/use-online";
import { usePreferences } from "@/lib/client/use-preferences";
import { useMissedQuota, useQuota } from "@/lib/client/use-quota";
import { useAskState, useGiveUp } from "@/lib/client/use-snapshot";
import { bannerWords } from "./banner-words";

const SPOKEN = {
  unheard: "The quota could not be read.",
  down: "The upstream cannot be asked now.",
  limited: "Calls have to wait now.",
  "outside-usage": "Someone is using this subscription elsewhere.",
  offline: "You are offline.",
};

/** One banner at a time, in its own place under the bar, kept free so that nothing jumps. */
export function RateLimitBanner() {
  const quota = useQuota();
  const missed = useMissedQuota();
  const { statusReads } = usePreferences();
  const { asks } = useAskState();
  const giveUp = useGiveUp();
  const known = { quota, missed, statusReads, asks, online: useOnline(), time: useNow() };
  const words = bannerWords(known);
  const name = words?.giveUp ?? null;
  return (
    <section aria-label="State of the service" className="h-[52px] py-1 sm:py-2">
      <FocusKeeper>
        {words !== null && (
          <SteadyBanner
            edge={words.edge}
            action={
              name === null ? null : (
                <Button
                  key={name}
                  kind="bare"
                  onPress={() => giveUp(name)}
                  className="-my-px h-11 sm:h-5"
                >
                  Give up {askedWords(name)}
                </Button>
              )
            }
          >
            {words.text}
          </SteadyBanner>
        )}
      </FocusKeeper>
      {/* Spoken when it appears, not for each second that its text counts. */}
      <p role="status" className="sr-only">
        {words === null ? "" : SPOKEN[words.kind]}
      </p>
    </section>
  );
}
