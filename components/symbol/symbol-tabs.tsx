import clsx from "clsx";
import Link from "next/link";
import { symbolPath } from "@/lib/client/watchlist/symbol-path";

const TABS = [
  { tab: "overview", words: "Overview", path: "" },
  { tab: "psychology", words: "Psychology", path: "/psychology" },
  { tab: "gamma", words: "Gamma", path: "/gamma" },
] as const;

export type SymbolTab = (typeof TABS)[number]["tab"];

/** The pages of one symbol. All are read from the cache, so changing between them is free. */
export function SymbolTabs({ symbol, tab }: { symbol: string; tab: SymbolTab }) {
  return (
    <nav aria-label={`Pages of ${symbol}`} className="flex border-b border-line">
      {TABS.map((one) => (
        <Link
          key={one.tab}
          href={symbolPath(symbol, one.path)}
          prefetch={false}
          aria-current={one.tab === tab ? "page" : undefined}
          className={clsx(
            "-mb-px flex h-11 items-center border-b-2 px-3 sm:h-9",
            one.tab === tab
              ? "border-accent font-medium text-text"
              : "border-transparent text-muted hover:text-text",
          )}
        >
          {one.words}
        </Link>
      ))}
    </nav>
  );
}
