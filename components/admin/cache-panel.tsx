"use client";

import { useId, useState } from "react";
import { DataTable } from "@/components/ui/data-table";
import { formatFraction, formatWhole } from "@/components/ui/format";
import { Select } from "@/components/ui/select";
import { parseSymbol } from "@/lib/contract/parse-symbol";
import type { Resource } from "@/lib/contract/resource";
import { ActButton } from "./act-button";
import { ConfirmDialog } from "./confirm-dialog";
import { useDashboard } from "./room-context";
import { RoomPanel } from "./room-panel";
import { hitRate } from "./series-figures";
import { Since } from "./since";

const ABOUT =
  "How each kind of data was answered since the whole hour in which the chosen range begins. Clearing " +
  "a copy spends nothing: the next who asks for it makes one call, shared by all who ask meanwhile.";

const COLUMNS = [
  { name: "Data" },
  { name: "Calls", title: "Spent upstream" },
  { name: "Cached" },
  { name: "Hit rate", title: "of asks that were not refused" },
  { name: "Old" },
  { name: "Shared" },
  { name: "Denied" },
];

const RESOURCES: readonly Resource[] = ["gex", "curve", "history", "expirations"];

/** What the cache saved, and the way to drop one copy of it. */
export function CachePanel() {
  const { endpoints } = useDashboard();
  return (
    <RoomPanel title="Cache" about={ABOUT} tools={<Since />}>
      <div className="h-[180px] text-sm">
        {endpoints.length === 0 ? (
          <p className="flex h-full items-center justify-center px-3 text-muted">
            Nobody has asked since then.
          </p>
        ) : (
          <DataTable
            caption="Answers by kind of data"
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
  const [field, told] = [useId(), useId()];
  const symbol = parseSymbol(typed);
  return (
    <div className="flex flex-wrap items-center gap-2 border-t border-line px-3 py-2">
      <Select
        label="Clear the copy of"
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
        aria-describedby={told}
        onChange={(event) => setTyped(event.target.value)}
        className="h-11 w-28 rounded-md border border-control bg-bg px-2 font-mono text-sm uppercase placeholder:font-sans placeholder:normal-case sm:h-8"
      />
      {symbol === null ? (
        <p id={told} className="text-xs text-muted">
          {typed.trim() === "" ? "Type a symbol." : "That is not a symbol."}
        </p>
      ) : (
        <ActButton
          confirm={(close) => (
            <ConfirmDialog
              title={`Clear ${symbol} ${resource}`}
              word="Clear the copy"
              act={{ kind: "clear", resource, symbol }}
              done={`Cleared: ${symbol} ${resource}`}
              onClose={close}
            >
              <p>
                Whoever asks for {symbol} {resource} next makes one call. Until then nobody sees an
                old copy of it.
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
