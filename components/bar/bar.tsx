import { HealthChip } from "@/components/quota/health-chip";
import { MarketChip } from "@/components/quota/market-chip";
import { QuotaMeter } from "@/components/quota/quota-meter";
import { StandingChips } from "@/components/quota/standing-chips";
import { BarMenu } from "./bar-menu";
import { ThemeToggle } from "./theme-toggle";

/** The bar on every page that shows data: the name, what is always true, and the shared quota. */
export function Bar() {
  return (
    <header className="sticky top-0 z-10 border-b border-line bg-panel">
      <div className="mx-auto flex max-w-[1440px] flex-wrap items-center gap-x-4 px-3 sm:h-12 sm:flex-nowrap sm:px-4">
        <div className="flex h-11 items-center gap-2 max-sm:flex-1">
          <span className="font-semibold">Gammagate</span>
          <StandingChips />
        </div>
        <div className="sm:hidden">
          <BarMenu />
        </div>
        <div className="flex h-11 items-center gap-x-2 max-sm:w-full max-sm:justify-between sm:ml-auto lg:gap-x-4">
          <QuotaMeter />
          <HealthChip />
        </div>
        <div className="flex items-center gap-2 max-sm:hidden">
          <span className="max-lg:hidden">
            <MarketChip />
          </span>
          <ThemeToggle />
        </div>
      </div>
    </header>
  );
}
