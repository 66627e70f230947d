"use client";

import { MarketChip } from "@/components/quota/market-chip";
import { Disclosure } from "@/components/ui/disclosure";
import { ThemeToggle } from "./theme-toggle";

/** On a phone: what the bar has no room for. */
export function BarMenu() {
  return (
    <Disclosure
      label="More"
      summary={
        <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
          <path d="M2 4h12M2 8h12M2 12h12" stroke="currentColor" strokeWidth="1.5" />
        </svg>
      }
    >
      <div className="flex items-center justify-between">
        <MarketChip />
        <ThemeToggle />
      </div>
    </Disclosure>
  );
}
