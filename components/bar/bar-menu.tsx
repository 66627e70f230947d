"use client";

import { Keyboard, Menu } from "lucide-react";
import type { ReactNode } from "react";
import { useShowOverlay } from "@/components/overlay/overlays";
import { MarketChip } from "@/components/quota/market-chip";
import { Disclosure } from "@/components/ui/disclosure";
import { IconButton } from "@/components/ui/icon-button";
import { ThemeToggle } from "./theme-toggle";

/** The menu of a narrow bar: what does not fit, pages first. */
export function BarMenu({ children }: { children: ReactNode }) {
  const show = useShowOverlay();
  return (
    <Disclosure label="More" summary={<Menu size={16} aria-hidden="true" />}>
      {children}
      <div className="flex items-center justify-between">
        <MarketChip />
        <span className="flex">
          <IconButton
            bare
            opensDialog
            label="Keyboard and preferences"
            onPress={() => show("preferences")}
          >
            <Keyboard size={16} aria-hidden="true" />
          </IconButton>
          <ThemeToggle />
        </span>
      </div>
    </Disclosure>
  );
}
