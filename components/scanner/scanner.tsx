"use client";

import clsx from "clsx";
import { type RefObject, useEffect, useRef } from "react";
import { ScanNotice } from "@/components/scanner/progress/scan-notice";
import { useScanAddress } from "@/components/scanner/scan/use-scan-address";
import { ScanSetup } from "@/components/scanner/setup/scan-setup";
import { Button } from "@/components/ui/button";
import { useScan } from "@/lib/client/hooks/use-scan";
import { useScanList } from "@/lib/client/hooks/use-scan-list";
import type { SetupList } from "@/lib/contract/values/resources";
import { NoScan } from "./no-scan";
import { ScanList } from "./scan-list";
import { ShownScan } from "./shown-scan";

/** Symbols, cost and Start, then the rows as they end. Opening the page makes no API call. */
export function Scanner({ lists }: { lists: readonly SetupList[] }) {
  const [scan, showScan] = useScanAddress();
  const control = useScan(scan);
  const state = control.cancelled ? "cancelled" : control.view?.summary.state;
  const isRead = scan === null || control.view !== null || control.refusal !== null;
  const list = useScanList(isRead ? `${scan} ${state}` : null);
  const heading = useLostFocus(scan);
  return (
    <section aria-labelledby="scanner">
      <div className="flex min-h-11 items-center gap-3 pb-3">
        <div className="flex flex-wrap items-baseline gap-x-3">
          <h1 id="scanner" ref={heading} tabIndex={-1} className="text-lg font-semibold">
            Scanner
          </h1>
          <p className="text-xs text-muted">net GEX in $ per 1% move</p>
        </div>
        {scan !== null && (
          <Button onPress={() => showScan(null)} className="ml-auto h-11 sm:h-8">
            New scan
          </Button>
        )}
      </div>
      <div className="grid gap-3 xl:grid-cols-[360px_minmax(0,1fr)] xl:items-start">
        {/* Where there is no room beside the rows, a scan that is shown has it all. */}
        <div className={clsx("flex min-w-0 flex-col gap-3", scan !== null && "max-xl:hidden")}>
          <ScanSetup control={control} lists={lists} onStarted={showScan} />
          <ScanList
            list={list}
            shown={scan}
            summary={control.view?.summary ?? null}
            onShow={showScan}
            onRemove={(id) => (id === scan ? control.cancel() : list.remove(id))}
          />
        </div>
        <div className="min-w-0">
          {scan === null ? <NoScan /> : <ShownScan key={scan} control={control} />}
        </div>
      </div>
      <ScanNotice scan={scan} control={control} />
    </section>
  );
}

/** Where the focus goes when the control that changed `shown` went with it, or is hidden since. */
function useLostFocus(shown: string | null): RefObject<HTMLHeadingElement | null> {
  const place = useRef<HTMLHeadingElement>(null);
  const before = useRef(shown);
  useEffect(() => {
    if (before.current === shown) return;
    before.current = shown;
    const focused = document.activeElement;
    const isLost = focused === document.body || focused?.getClientRects().length === 0;
    if (isLost) place.current?.focus();
  }, [shown]);
  return place;
}
