"use client";

import { useId, useState } from "react";
import { ActButton } from "@/components/admin/room/act-button";
import { ConfirmDialog } from "@/components/admin/room/confirm-dialog";
import { LIST_WORDS } from "@/components/snapshot/list-words";
import { Select } from "@/components/ui/select";
import { parseSymbol } from "@/lib/contract/market/parse-symbol";
import type { Resource } from "@/lib/contract/market/resource";
import { symbolRefusal } from "@/lib/contract/market/symbol-refusal";
import { RESOURCES, SETUP_LISTS, type SetupList } from "@/lib/contract/values/resources";

/** Drops one cached copy: of a symbol that is typed, or of a list that is chosen. */
export function ClearForm() {
  const [resource, setResource] = useState<Resource>("gex");
  const [typed, setTyped] = useState("");
  const [list, setList] = useState<SetupList>("top_setups");
  const symbol = resource === "setups" ? list : parseSymbol(typed);
  /** `SPY gex`, `Top setups`. */
  const name = resource === "setups" ? LIST_WORDS[list] : `${symbol} ${resource}`;
  const hint = useId();
  return (
    <div className="flex flex-wrap items-center gap-2 border-t border-line px-3 py-2">
      <Select
        label="Clear cached data"
        value={resource}
        choices={RESOURCES.map((value) => ({ value, words: value }))}
        onChoose={setResource}
      />
      {resource === "setups" ? (
        <Select
          label="List"
          value={list}
          choices={SETUP_LISTS.map((value) => ({ value, words: LIST_WORDS[value] }))}
          onChoose={setList}
        />
      ) : (
        <SymbolField typed={typed} hint={hint} onType={setTyped} />
      )}
      {symbol === null ? (
        <p id={hint} className="text-xs text-muted">
          {typed.trim() === "" ? "Enter a symbol." : symbolRefusal(typed)}
        </p>
      ) : (
        <ActButton
          confirm={(close) => (
            <ConfirmDialog
              title={`Clear ${name}`}
              word="Clear"
              act={{ kind: "clear", resource, symbol }}
              done={`Cleared: ${name}`}
              onClose={close}
            >
              <p>
                The next request for {name} makes one API call. Until then no cached copy is shown.
              </p>
            </ConfirmDialog>
          )}
        >
          Clear {resource === "setups" ? name : symbol}
        </ActButton>
      )}
    </div>
  );
}

type FieldProps = { typed: string; hint: string; onType: (text: string) => void };

function SymbolField({ typed, hint, onType }: FieldProps) {
  const field = useId();
  return (
    <>
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
        onChange={(event) => onType(event.target.value)}
        className="h-11 w-28 rounded-md border border-control bg-bg px-2 font-mono text-sm uppercase placeholder:font-sans placeholder:normal-case sm:h-8"
      />
    </>
  );
}
