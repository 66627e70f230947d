"use client";

import clsx from "clsx";
import type { ReactNode } from "react";
import { LastUpdated } from "@/components/snapshot/last-updated";
import { SHORT_PART_WORDS } from "@/components/symbol/parts/part-words";
import { Figure } from "@/components/ui/figure";
import { useQuota } from "@/lib/client/hooks/use-quota";
import type { Level } from "@/lib/contract/market/key-levels";
import type { SymbolResource } from "@/lib/contract/market/resource";

export type FigureCardProps = {
  label: string;
  /** What limits the figure, beside its label: `broken`, `next session`. */
  aside?: string | null;
  title: string;
  figure: string;
  figureClass?: string | undefined;
  foot: ReactNode;
  origin: { resource: SymbolResource; asOf: string | null };
};

/** Label, the figure, what it means from here, age. Its height does not change with them. */
export function FigureCard({
  label,
  aside = null,
  title,
  figure,
  figureClass,
  foot,
  origin,
}: FigureCardProps) {
  const market = useQuota()?.quota.market.state ?? null;
  return (
    <div
      title={title}
      className="flex h-[132px] flex-col justify-between bg-panel px-3 py-2 sm:h-[124px] xl:h-[108px]"
    >
      <dt className="flex items-baseline justify-between gap-2 text-xs text-muted">
        <span>{label}</span>
        {aside !== null && <span className="text-right text-text">{aside}</span>}
      </dt>
      <dd className={clsx("text-lg font-semibold", figureClass)}>
        <Figure text={figure} />
      </dd>
      <dd className="min-h-8 text-xs leading-4 sm:min-h-4">{foot}</dd>
      <dd className="text-xs text-muted">
        {SHORT_PART_WORDS[origin.resource]}
        {origin.asOf !== null && (
          <>
            {" · "}
            <LastUpdated asOf={origin.asOf} market={market} />
          </>
        )}
      </dd>
    </div>
  );
}

/** Why there is no figure. */
export function missingWords({ resource, asOf }: Pick<Level, "resource" | "asOf">): string {
  return asOf === null ? `${SHORT_PART_WORDS[resource]} not loaded` : "not reported";
}
