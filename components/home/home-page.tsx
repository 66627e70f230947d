"use client";

import { Bar } from "@/components/bar/bar";
import { RateLimitBanner } from "@/components/quota/rate-limit-banner";
import { Watchlist } from "@/components/snapshot/watchlist";
import { TabProvider } from "@/lib/client/tab-provider";
import type { Home } from "@/lib/contract/home";

/** The first page, complete from what the server handed over: opening it asks for nothing. */
export function HomePage({ home }: { home: Home }) {
  return (
    <TabProvider home={home}>
      <Bar />
      <div className="mx-auto max-w-[1440px] px-3 pb-8 sm:px-4">
        <RateLimitBanner />
        <main>
          <Watchlist symbols={home.rows.map((row) => row.symbol)} />
        </main>
      </div>
    </TabProvider>
  );
}
