"use client";

import clsx from "clsx";
import Link from "next/link";
import { memo } from "react";
import { CacheBadge } from "@/components/snapshot/cache-badge";
import { LastUpdated } from "@/components/snapshot/last-updated";
import { refusalWords } from "@/components/snapshot/refusal-words";
import { Badge } from "@/components/ui/badge";
import { Figure } from "@/components/ui/figure";
import { formatPrice } from "@/components/ui/format";
import { refusalOf } from "@/lib/client/tab/call-server";
import { symbolPath } from "@/lib/client/watchlist/symbol-path";
import type { Quota } from "@/lib/contract/quota/quota";
import type { ScanRow as Row } from "@/lib/contract/scan/scan";
import { ScanFigures } from "./scan-figures";

type RowProps = { row: Row; market: Quota["market"]["state"] | null; isNews: boolean };

/**
 * One ended row: its values with their age, or the reason for the failure. It opens the symbol
 * page.
 */
export const ScanRow = memo(function ScanRow({ row, market, isNews }: RowProps) {
  return (
    <tr className={clsx("scan-row", isNews && "animate-tint")} data-symbol={row.symbol}>
      <th scope="row" className="name">
        <Link
          href={symbolPath(row.symbol)}
          prefetch={false}
          data-key="open"
          className="row-link font-mono font-semibold"
        >
          {row.symbol}
        </Link>
      </th>
      {row.state === "completed" && <CompletedCells snapshot={row.snapshot} market={market} />}
      {row.state === "failed" && <Failed problem={row.problem} />}
    </tr>
  );
});

type Completed = Extract<Row, { state: "completed" }>;
type Broken = Extract<Row, { state: "failed" }>;

function CompletedCells({
  snapshot,
  market,
}: Pick<Completed, "snapshot"> & Pick<RowProps, "market">) {
  return (
    <>
      <td className="spot">
        <Figure text={formatPrice(spotOf(snapshot))} className="font-medium" />
      </td>
      <ScanFigures snapshot={snapshot} />
      <td className="age">
        <LastUpdated
          asOf={snapshot.asOf}
          market={market}
          resource={snapshot.resource}
          updates={snapshot}
        />
        <CacheBadge snapshot={snapshot} />
      </td>
    </>
  );
}

function spotOf(snapshot: Completed["snapshot"]): number | null {
  return snapshot.resource === "gex" ? snapshot.data.spot : null;
}

function Failed({ problem }: Pick<Broken, "problem">) {
  // The row shows no retry time: a retry of the scan goes to the end of the queue.
  const { reason, detail } = refusalOf(problem, 0);
  return (
    <td className="missing">
      <Badge shape="broken" word="Failed" title={problem.title} />
      <span className="truncate text-sm text-muted" title={detail}>
        {refusalWords(reason)} · {detail}
      </span>
    </td>
  );
}
