"use client";

import { type ReactNode, useId } from "react";
import { LastUpdated } from "@/components/snapshot/last-updated";
import { useQuota } from "@/lib/client/use-quota";

type Props = {
  title: string;
  /** The upstream's own time of what it is read from; null: it cannot be read. */
  asOf: string | null;
  className?: string;
  children: ReactNode;
};

/** One reading with its age; its refresh stands with the parts that it is read from. */
export function ReadingPanel({ title, asOf, className = "", children }: Props) {
  const heading = useId();
  const market = useQuota()?.quota.market.state ?? null;
  return (
    <section
      aria-labelledby={heading}
      className={`min-w-0 rounded-md border border-line bg-panel ${className}`}
    >
      <div className="flex min-h-[44px] items-center justify-between gap-x-3 border-b border-line px-3">
        <h2 id={heading} className="font-semibold">
          {title}
        </h2>
        {asOf !== null && (
          <span className="text-xs whitespace-nowrap text-muted">
            expirations · <LastUpdated asOf={asOf} market={market} />
          </span>
        )}
      </div>
      {children}
    </section>
  );
}

/** Why there is no reading, in the place of it. */
export function WithoutReading({ words }: { words: string }) {
  return (
    <p className="flex h-full items-center justify-center px-3 text-center text-muted">{words}</p>
  );
}
