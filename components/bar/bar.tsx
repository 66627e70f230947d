"use client";

import { Keyboard, Search } from "lucide-react";
import Link from "next/link";
import { useShowOverlay } from "@/components/overlay/overlays";
import { HealthChip } from "@/components/quota/health-chip";
import { MarketChip } from "@/components/quota/market-chip";
import { QuotaMeter } from "@/components/quota/quota-meter";
import { StandingChips } from "@/components/quota/standing-chips";
import { WindowChips } from "@/components/quota/window-chips";
import { IconButton } from "@/components/ui/icon-button";
import { AdminLink } from "./admin-link";
import { BarMenu } from "./bar-menu";
import { ScannerLink } from "./scanner-link";
import { ThemeToggle } from "./theme-toggle";

type BarProps = {
  hasAdmin: boolean;
  /** On a secondary: the host whose quota it shows. */
  primaryHost: string | null;
};

/** The bar of every page that shows data: name, links, and the shared quota. */
export function Bar({ hasAdmin, primaryHost }: BarProps) {
  const show = useShowOverlay();
  const pages = (
    <>
      <ScannerLink />
      {hasAdmin && <AdminLink />}
    </>
  );
  return (
    <header className="sticky top-0 z-20 border-b border-line bg-panel">
      <div className="mx-auto flex max-w-[1440px] flex-wrap items-center px-3 sm:h-12 sm:gap-x-3 sm:flex-nowrap sm:px-4">
        <div className="flex h-11 items-center gap-2 max-sm:flex-1">
          <Link href="/" prefetch={false} className="rounded-sm font-semibold">
            Gammagate
          </Link>
          <StandingChips primaryHost={primaryHost} />
        </div>
        <SearchButton />
        <nav aria-label="Pages" className="flex items-center max-lg:hidden">
          {pages}
        </nav>
        <div className="sm:max-lg:order-last lg:hidden">
          <BarMenu>{pages}</BarMenu>
        </div>
        <div className="flex h-11 items-center gap-x-1 max-sm:w-full max-sm:justify-between sm:ml-auto lg:gap-x-3">
          <QuotaMeter primaryHost={primaryHost} />
          <WindowChips />
          <HealthChip />
        </div>
        <div className="flex items-center max-lg:hidden">
          <span className="px-2">
            <MarketChip />
          </span>
          <IconButton
            bare
            opensDialog
            label="Keyboard and preferences"
            onPress={() => show("preferences")}
          >
            <Keyboard size={16} aria-hidden="true" />
          </IconButton>
          <ThemeToggle />
        </div>
      </div>
    </header>
  );
}

function SearchButton() {
  const show = useShowOverlay();
  return (
    <button
      type="button"
      onClick={() => show("search")}
      aria-label="Search symbols"
      aria-keyshortcuts="/ Control+K Meta+K"
      className="inline-flex size-11 shrink-0 items-center justify-center gap-2 rounded-md text-sm text-muted hover:text-text sm:size-8 bar:w-44 bar:justify-start bar:border bar:border-line bar:bg-bg bar:px-2 bar:hover:border-control"
    >
      <Search size={16} aria-hidden="true" />
      <span className="max-bar:hidden">Search</span>
      <kbd className="ml-auto rounded-sm border border-line bg-panel px-1 font-mono text-xs max-bar:hidden">
        /
      </kbd>
    </button>
  );
}
