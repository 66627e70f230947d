"use client";

import { type ReactNode, useEffect } from "react";
import { useHydrate } from "@/lib/client/hooks/swr-cache";
import { useTab } from "@/lib/client/hooks/tab-provider";
import { useOpened } from "@/lib/client/hooks/use-opened";
import { useReadAgain } from "@/lib/client/hooks/use-reading";
import type { SymbolView } from "@/lib/contract/page/symbol-view";
import { ChainWarning } from "./chain-warning";
import { SymbolHead } from "./symbol-head";
import { type SymbolTab, SymbolTabs } from "./symbol-tabs";

type FrameProps = { view: SymbolView; tab: SymbolTab; children: ReactNode };

/** Surrounds the three pages of a symbol: head and tabs. Opening them makes no call. */
export function SymbolFrame({ view, tab, children }: FrameProps) {
  return (
    <HandedOver key={view.symbol} view={view}>
      <div data-symbol={view.symbol} className="flex flex-col gap-3">
        <SymbolHead symbol={view.symbol} isUnknown={view.isUnknown} />
        <ChainWarning symbol={view.symbol} />
        <SymbolTabs symbol={view.symbol} tab={tab} />
        {children}
        <p className="text-xs text-muted">
          Estimates from public options data; not verified dealer positions; not advice.
        </p>
      </div>
    </HandedOver>
  );
}

/** Caches the server's data before any component below reads it. */
function HandedOver({ view, children }: { view: SymbolView; children: ReactNode }) {
  useHydrate(view);
  useOpened(view.symbol);
  useReadAgain("gamma", view.symbol);
  useReadAgain("psychology", view.symbol);
  const { tab } = useTab();
  const isStoreDown = view.quota === null;
  useEffect(() => {
    if (isStoreDown) tab.cache.keepQuota({ quota: null, readAt: tab.time.now() });
  }, [tab, isStoreDown]);
  return children;
}
