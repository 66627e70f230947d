"use client";

import { NuqsAdapter } from "nuqs/adapters/next/app";
import type { ReactNode } from "react";
import { Bar } from "@/components/bar/bar";
import { AskAnnouncer } from "@/components/notices/ask-announcer";
import { NoticeHost } from "@/components/notices/notice-host";
import { OutcomeNotices } from "@/components/notices/outcome-notices";
import { OverlayProvider } from "@/components/overlay/overlays";
import { RateLimitBanner } from "@/components/quota/rate-limit-banner";
import { type TabBegin, TabProvider } from "@/lib/client/hooks/tab-provider";
import { Shortcuts } from "./shortcuts";

type FrameProps = TabBegin & {
  hasAdmin: boolean;
  /** On a secondary: the host whose quota it shows. */
  primaryHost?: string | null;
  children: ReactNode;
};

/** Surrounds every page that shows data, and stays mounted between pages. It makes no call. */
export function Frame({ children, hasAdmin, primaryHost = null, ...begin }: FrameProps) {
  return (
    <NuqsAdapter>
      <TabProvider begin={begin}>
        <OverlayProvider>
          <a
            href="#content"
            className="sr-only z-30 rounded-md bg-panel px-3 py-2 text-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
          >
            Skip to content
          </a>
          <Bar hasAdmin={hasAdmin} primaryHost={primaryHost} />
          <div className="mx-auto max-w-[1440px] px-3 pb-8 sm:px-4">
            <RateLimitBanner />
            <main id="content" tabIndex={-1} className="outline-none">
              {children}
            </main>
          </div>
          <Shortcuts />
          <AskAnnouncer />
          <OutcomeNotices />
          <NoticeHost />
        </OverlayProvider>
      </TabProvider>
    </NuqsAdapter>
  );
}
