"use client";

import { type ReactNode, useId } from "react";
import { CacheBadge } from "@/components/snapshot/cache-badge";
import { LastUpdated } from "@/components/snapshot/last-updated";
import { RefreshButton } from "@/components/snapshot/refresh-button";
import { useQuota } from "@/lib/client/hooks/use-quota";
import type { SnapshotView } from "@/lib/client/hooks/use-snapshot";

type PanelProps = {
  title: string;
  /** The name of its refresh button for screen readers: `SPY gamma by strike`. */
  name: string;
  /** Null: the API does not offer it, and `notOffered` says what to do. */
  view: SnapshotView | null;
  notOffered: string;
  controls?: ReactNode;
  /** The height of the body, the same with and without data. */
  bodyClass: string;
  children: ReactNode;
};

/**
 * The data of one call, with age, badge and refresh in the head. Without data: the reason and the
 * cost.
 */
export function Panel(props: PanelProps) {
  const { title, name, view, notOffered, controls, bodyClass, children } = props;
  const heading = useId();
  return (
    <section
      aria-labelledby={heading}
      // Keyboard shortcuts act on the focused panel, as on a row of the watchlist.
      data-symbol={name}
      className="flex min-w-0 flex-col rounded-md border border-line bg-panel"
    >
      <div className="flex min-h-[60px] items-center gap-x-3 border-b border-line px-3 py-2 sm:min-h-[52px] sm:py-1.5">
        <h2 id={heading} className="min-w-0 flex-1 font-semibold">
          {title}
        </h2>
        {view !== null && <PanelHead name={name} view={view} />}
      </div>
      {controls}
      <div className={bodyClass}>
        {view?.cached ? (
          children
        ) : (
          <Without words={view === null ? notOffered : withoutWords(view)} />
        )}
      </div>
    </section>
  );
}

function PanelHead({ name, view }: { name: string; view: SnapshotView }) {
  const market = useQuota()?.quota.market.state ?? null;
  const snapshot = view.cached?.snapshot ?? null;
  return (
    <>
      <div className="flex min-w-[76px] flex-col items-end sm:flex-row sm:items-center sm:gap-1.5">
        {snapshot !== null && (
          <>
            <LastUpdated
              asOf={snapshot.asOf}
              market={market}
              resource={view.resource}
              updates={snapshot}
            />
            <span className="text-xs text-muted max-sm:hidden" aria-hidden="true">
              ·
            </span>
            <CacheBadge snapshot={snapshot} />
          </>
        )}
      </div>
      <div className="w-[124px] shrink-0 sm:w-[136px] xl:w-[232px]">
        <RefreshButton symbol={name} view={view} />
      </div>
    </>
  );
}

function Without({ words }: { words: string }) {
  return (
    <div className="flex h-full flex-col justify-center px-3 py-6 text-center text-muted">
      <p>{words}</p>
    </div>
  );
}

function withoutWords(view: SnapshotView): string {
  switch (view.ask.kind) {
    case "refused":
      return `${view.ask.refusal.detail} No earlier data is available.`;
    case "asking":
      return "Loading…";
    case "queued":
      return "Queued. This panel fills in when the data arrives.";
    case "idle":
      return "Not loaded yet. Uses 1 API call; the result is shared.";
    default:
      return view.ask satisfies never;
  }
}
