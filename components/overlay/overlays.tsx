"use client";

import { createContext, lazy, type ReactNode, Suspense, useContext, useState } from "react";
import { SearchField } from "@/components/search/search-field";
import { Dialog } from "@/components/ui/dialog";

const SymbolSearch = lazy(() =>
  import("@/components/search/symbol-search").then((it) => ({ default: it.SymbolSearch })),
);
const PreferenceSheet = lazy(() =>
  import("@/components/preferences/preference-sheet").then((it) => ({
    default: it.PreferenceSheet,
  })),
);

export type Overlay = "search" | "preferences";

const ShowContext = createContext<(overlay: Overlay) => void>(() => {});

/** Opens one of the dialogs that every page has. Its content is loaded when it is first opened. */
export function useShowOverlay(): (overlay: Overlay) => void {
  return useContext(ShowContext);
}

export function OverlayProvider({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<Overlay | null>(null);
  const close = () => setShown(null);
  return (
    <ShowContext value={setShown}>
      {children}
      {shown === "search" && <SearchDialog onClose={close} />}
      {shown === "preferences" && (
        <Dialog title="Keyboard and preferences" onClose={close}>
          <Suspense fallback={<div className="h-[504px]" />}>
            <PreferenceSheet onDone={close} />
          </Suspense>
        </Dialog>
      )}
    </ShowContext>
  );
}

/** Shows the field at once, so that text typed during loading is kept. */
function SearchDialog({ onClose }: { onClose: () => void }) {
  const [typed, setTyped] = useState("");
  return (
    <Dialog title="Search symbols" bare onClose={onClose}>
      <Suspense fallback={<SearchField typed={typed} onType={setTyped} />}>
        <SymbolSearch typed={typed} onType={setTyped} onDone={onClose} />
      </Suspense>
    </Dialog>
  );
}
