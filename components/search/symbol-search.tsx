"use client";

import { Command } from "cmdk";
import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { symbolPath } from "@/lib/client/symbol-path";
import { useTab } from "@/lib/client/tab-provider";
import { usePreferences } from "@/lib/client/use-preferences";
import { parseSymbol } from "@/lib/contract/parse-symbol";
import { RECENT_MOST } from "@/lib/contract/preferences";
import { type Found, findSymbols } from "./find-symbols";
import { SEARCH_FIELD } from "./search-field";
import names from "./us-symbols.json";

const KNOWN: readonly Found[] = Object.entries(names).map(([symbol, name]) => ({ symbol, name }));
const NAMES: Partial<Record<string, string>> = names;
const SHOWN_MOST = 12;

/** Finds a symbol in a list that came with the page: typing asks nobody anything. */
export function SymbolSearch({
  typed,
  onType,
  onDone,
}: {
  typed: string;
  onType: (typed: string) => void;
  onDone: () => void;
}) {
  const { preferences } = useTab().tab;
  const { recent, watchlist } = usePreferences();
  const router = useRouter();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const groups = groupsOf(typed, recent, watchlist);
  const open = (symbol: string) => {
    const others = recent.filter((other) => other !== symbol);
    preferences.change({ recent: [symbol, ...others].slice(0, RECENT_MOST) });
    onDone();
    router.push(symbolPath(symbol));
  };
  return (
    <Command label="Symbol or name" shouldFilter={false} loop>
      <Command.Input {...SEARCH_FIELD} ref={field} value={typed} onValueChange={onType} />
      <Command.List className="max-h-[min(420px,60vh)] overflow-y-auto p-1">
        <Command.Empty className="px-3 py-6 text-center text-muted">
          No symbol looks like this. At most ten letters and digits, as in BRK.B or ^SPX.
        </Command.Empty>
        {groups.map(({ heading, found }) => (
          <Command.Group key={heading} heading={heading} className="search-group">
            {found.map(({ symbol, name }) => (
              <Command.Item
                key={symbol}
                value={`${heading} ${symbol}`}
                onSelect={() => open(symbol)}
                className="flex h-11 cursor-pointer items-center gap-3 rounded-md px-3 aria-selected:bg-bg sm:h-9"
              >
                <span className="w-20 shrink-0 font-mono font-semibold">{symbol}</span>
                <span className="truncate text-muted">{name}</span>
              </Command.Item>
            ))}
          </Command.Group>
        ))}
      </Command.List>
      <p className="border-t border-line px-4 py-2 text-xs text-muted">
        Enter opens what is cached. Neither typing nor opening costs a call.
      </p>
    </Command>
  );
}

type Group = { heading: string; found: readonly Found[] };

/** Nothing typed: where one was, and what one watches. Typed: what fits, and the word itself. */
function groupsOf(
  typed: string,
  recent: readonly string[],
  watchlist: readonly string[],
): readonly Group[] {
  const named = (symbols: readonly string[]) =>
    symbols.map((symbol) => ({ symbol, name: NAMES[symbol] ?? "" }));
  const symbol = parseSymbol(typed);
  if (typed.trim() === "") {
    const others = watchlist.filter((other) => !recent.includes(other));
    return filled([
      { heading: "Recent", found: named(recent) },
      { heading: "Watchlist", found: named(others) },
    ]);
  }
  const own = [...new Set([...recent, ...watchlist])].filter((other) => !(other in NAMES));
  const found = findSymbols([...named(own), ...KNOWN], typed, SHOWN_MOST);
  const isNew = symbol !== null && !found.some((one) => one.symbol === symbol);
  return filled([
    { heading: "Symbols", found },
    {
      heading: "Not in the list",
      found: isNew ? [{ symbol, name: "Open it anyway" }] : [],
    },
  ]);
}

function filled(groups: readonly Group[]): readonly Group[] {
  return groups.filter(({ found }) => found.length > 0);
}
