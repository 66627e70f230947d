"use client";

import clsx from "clsx";
import Link from "next/link";
import type { ReactNode } from "react";
import { LastUpdated } from "@/components/snapshot/last-updated";
import type { Ask } from "@/lib/client/ask-store";
import { useQuota } from "@/lib/client/use-quota";
import { useReading } from "@/lib/client/use-reading";
import type { Regime } from "@/lib/contract/regime";
import { PART_WORDS } from "./part-words";
import { quantity } from "./quantity";

type Props = { symbol: string; ask: Ask; isUnknown: boolean };

/** One plain sentence: the regime with its why; or why there is none, and the next step. */
export function SymbolSentence({ symbol, ask, isUnknown }: Props) {
  const regime = useReading("gamma", symbol).reading?.reading.regime ?? null;
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
    return (
      <Line>
        Nobody has loaded {symbol} yet. Load asks Trading Volatility for it, once, for everyone.
      </Line>
    );
  }
  return (
    <details className={clsx("group", ROOM)}>
      <summary className="min-h-11 cursor-pointer list-none sm:min-h-6 [&::-webkit-details-marker]:hidden">
        {regime.sentence}{" "}
        <span className="text-sm text-accent underline-offset-2 group-open:underline">why</span>
      </summary>
      <Why regime={regime} />
    </details>
  );
}

/** For the longest sentence there is, so that what follows stays where it is: three lines, two, one. */
const ROOM = "py-0.5 min-h-16 sm:min-h-11 lg:min-h-6";

function Line({ children }: { children: ReactNode }) {
  return <p className={ROOM}>{children}</p>;
}

/** What the sentence is read from, each figure with the call that brought it and its age. */
function Why({ regime }: { regime: Regime }) {
  const market = useQuota()?.quota.market.state ?? null;
  return (
    <div className="mt-1 max-w-2xl rounded-md border border-line bg-panel p-3 text-sm">
      <p className="pb-2 text-muted">
        It goes by the sign of net GEX and the side of the flip that spot is on. With positive gamma
        dealers who hedge sell into rises and buy into falls; with negative gamma they do the
        reverse.
      </p>
      <dl className="grid grid-cols-[auto_auto_1fr] items-baseline gap-x-4 gap-y-1">
        {regime.inputs.map(({ name, value, unit, resource, asOf }) => (
          <div key={name} className="col-span-3 grid grid-cols-subgrid">
            <dt className="text-muted">{name}</dt>
            <dd className="text-right font-medium">
              {value === null ? "none told" : quantity(value, unit)}
            </dd>
            <dd className="text-xs text-muted">
              {PART_WORDS[resource]}
              {asOf !== null && (
                <>
                  {" · "}
                  <LastUpdated asOf={asOf} market={market} />
                </>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
