"use client";

import { useId, useState } from "react";
import { ActButton } from "@/components/admin/room/act-button";
import { ConfirmDialog } from "@/components/admin/room/confirm-dialog";
import { useDashboard } from "@/components/admin/room/room-context";
import { RoomPanel } from "@/components/admin/room/room-panel";
import { hitRate } from "@/components/admin/room/series-figures";
import { Since } from "@/components/admin/room/since";
import { DataTable } from "@/components/ui/data-table";
import { formatFraction, formatWhole } from "@/components/ui/format";
import { Select } from "@/components/ui/select";
import { parseSymbol } from "@/lib/contract/market/parse-symbol";
import type { Resource } from "@/lib/contract/market/resource";
import { symbolRefusal } from "@/lib/contract/market/symbol-refusal";

const ABOUT =
  "How requests for each kind of data were served, counted from the hour in which the time range " +
  "begins. Clearing a cached copy uses no API call. The next request makes one, shared by everyone.";

const COLUMNS = [
  { name: "Data" },
  { name: "API calls", title: "Upstream calls made" },
  { name: "Cache hits" },
  { name: "Hit rate", title: "Cache hits / requests that were not rejected" },
  { name: "Stale" },
  { name: "Coalesced" },
  { name: "Rejected" },
];

const RESOURCES: readonly Resource[] = ["gex", "curve", "history", "expirations"];

/** Shows what the cache saved, and deletes single copies. */
export function CachePanel() {
  const { endpoints } = useDashboard();
  return (
    <RoomPanel title="Cache" about={ABOUT} tools={<Since />}>
      <div className="h-[180px] text-sm">
        {endpoints.length === 0 ? (
          <p className="flex h-full items-center justify-center px-3 text-muted">
            No requests since then.
          </p>
        ) : (
          <DataTable
            caption="Requests by kind of data"
            columns={COLUMNS}
            rows={endpoints.map((row) => ({
              key: row.endpoint,
              cells: [
                row.endpoint,
                formatWhole(row.calls),
                formatWhole(row.hits),
                formatFraction(hitRate(row)),
                formatWhole(row.stale),
                formatWhole(row.shared),
                formatWhole(row.denied),
              ],
            }))}
          />
        )}
      </div>
      <ClearForm />
    </RoomPanel>
  );
}

function ClearForm() {
  const [resource, setResource] = useState<Resource>("gex");
  const [typed, setTyped] = useState("");
  const [field, hint] = [useId(), useId()];
  const symbol = parseSymbol(typed);
  return (
    <div className="flex flex-wrap items-center gap-2 border-t border-line px-3 py-2">
      <Select
        label="Clear cached data"
        value={resource}
        choices={RESOURCES.map((value) => ({ value, words: value }))}
        onChoose={setResource}
      />
      <label htmlFor={field} className="sr-only">
        Symbol
      </label>
      <input
        id={field}
        value={typed}
        placeholder="Symbol"
        autoComplete="off"
        spellCheck={false}
        aria-describedby={hint}
        onChange={(event) => setTyped(event.target.value)}
        className="h-11 w-28 rounded-md border border-control bg-bg px-2 font-mono text-sm uppercase placeholder:font-sans placeholder:normal-case sm:h-8"
      />
      {symbol === null ? (
        <p id={hint} className="text-xs text-muted">
          {typed.trim() === "" ? "Enter a symbol." : symbolRefusal(typed)}
        </p>
      ) : (
        <ActButton
          confirm={(close) => (
            <ConfirmDialog
              title={`Clear ${symbol} ${resource}`}
              word="Clear"
              act={{ kind: "clear", resource, symbol }}
              done={`Cleared: ${symbol} ${resource}`}
              onClose={close}
            >
              <p>
                The next request for {symbol} {resource} makes one API call. Until then no cached
                copy is shown.
              </p>
            </ConfirmDialog>
          )}
        >
          Clear {symbol}
        </ActButton>
      )}
    </div>
  );
}
