"use client";

import clsx from "clsx";
import Link from "next/link";
import type { ReactNode } from "react";
import { LastUpdated } from "@/components/snapshot/last-updated";
import { quantity } from "@/components/symbol/panel/quantity";
import { originIn } from "@/components/symbol/parts/part-times";
import { PART_WORDS } from "@/components/symbol/parts/part-words";
import { useQuota } from "@/lib/client/hooks/use-quota";
import { useReading } from "@/lib/client/hooks/use-reading";
import type { AskStatus } from "@/lib/client/tab/ask-store";
import type { Regime } from "@/lib/contract/market/regime";
import type { Part } from "@/lib/contract/snapshot/composite";

type Props = { symbol: string; ask: AskStatus; isUnknown: boolean };

/** The regime and its reason in one sentence, or why there is none and what to do. */
export function SymbolSentence({ symbol, ask, isUnknown }: Props) {
  const held = useReading("gamma", symbol).reading;
  const regime = held?.reading.regime ?? null;
  const refusal = ask.kind === "refused" ? ask.refusal : null;
  if (refusal?.reason === "unknown-symbol" || (isUnknown && ask.kind === "idle")) {
    return (
      <Line>
        Trading Volatility does not know {symbol}. Check the spelling, or go back{" "}
        <Link href="/" className="text-accent underline underline-offset-2">
          to the watchlist
        </Link>
        .
      </Line>
    );
  }
  if (refusal !== null) return <Line>{refusal.detail}</Line>;
  if (regime === null) {
    return <Line>No data for {symbol} yet. Load it once and everyone on your team sees it.</Line>;
  }
  return (
    <details className={clsx("group", ROOM)}>
      <summary className="min-h-11 cursor-pointer list-none sm:min-h-6 [&::-webkit-details-marker]:hidden">
        {regime.sentence}{" "}
        <span className="text-sm text-accent underline-offset-2 group-open:underline">why</span>
      </summary>
      <Why regime={regime} parts={held?.parts ?? []} />
    </details>
  );
}

/** Reserves space for the longest sentence: three lines, two or one. */
const ROOM = "py-0.5 min-h-16 sm:min-h-11 lg:min-h-6";

function Line({ children }: { children: ReactNode }) {
  return <p className={ROOM}>{children}</p>;
}

/** The inputs of the sentence, each with its data set and age. */
function Why({ regime, parts }: { regime: Regime; parts: readonly Part[] }) {
  const market = useQuota()?.quota.market.state ?? null;
  return (
    <div className="mt-1 max-w-2xl rounded-md border border-line bg-panel p-3 text-sm">
      <p className="pb-2 text-muted">
        Based on the sign of net GEX and whether spot is above or below the gamma flip. In positive
        gamma dealers sell rallies and buy dips; in negative gamma they do the opposite.
      </p>
      <dl className="grid grid-cols-[auto_auto_1fr] items-baseline gap-x-4 gap-y-1">
        {regime.inputs.map(({ name, value, unit, resource, asOf }) => (
          <div key={name} className="col-span-3 grid grid-cols-subgrid">
            <dt className="text-muted">{name}</dt>
            <dd className="text-right font-medium">
              {value === null ? "not reported" : quantity(value, unit)}
            </dd>
            <dd className="text-xs text-muted">
              {PART_WORDS[resource]}
              {asOf !== null && (
                <>
                  {" · "}
                  <LastUpdated
                    {...originIn(parts, { resource, asOf })}
                    asOf={asOf}
                    market={market}
                  />
                </>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
