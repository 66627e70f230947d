"use client";

import { Command } from "cmdk";
import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { usePreferences } from "@/lib/client/hooks/use-preferences";
import { symbolPath } from "@/lib/client/watchlist/symbol-path";
import { symbolRefusal } from "@/lib/contract/market/symbol-refusal";
import { SEARCH_FIELD } from "./search-field";
import { searchGroups } from "./search-groups";

/** Finds a symbol in a list that came with the page. Typing sends no request. */
export function SymbolSearch({
  typed,
  onType,
  onDone,
}: {
  typed: string;
  onType: (typed: string) => void;
  onDone: () => void;
}) {
  const { recent, watchlist } = usePreferences();
  const router = useRouter();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const groups = searchGroups(typed, recent, watchlist);
  const open = (symbol: string) => {
    onDone();
    router.push(symbolPath(symbol));
  };
  return (
    <Command label="Symbol or name" shouldFilter={false} loop>
      <Command.Input {...SEARCH_FIELD} ref={field} value={typed} onValueChange={onType} />
      <Command.List className="max-h-[min(420px,60vh)] overflow-y-auto p-1">
        <Command.Empty className="px-3 py-6 text-center text-muted">
          {symbolRefusal(typed)} Use up to ten letters and digits, such as BRK.B or SPX.
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
        Enter opens the symbol page. Typing and opening use no API calls.
      </p>
    </Command>
  );
}
