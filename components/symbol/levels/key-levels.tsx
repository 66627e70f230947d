"use client";

import clsx from "clsx";
import { originIn } from "@/components/symbol/parts/part-times";
import { formatDollars, formatPrice, formatStrike } from "@/components/ui/format";
import { useReading } from "@/lib/client/hooks/use-reading";
import type { KeyLevels as Levels } from "@/lib/contract/market/key-levels";
import type { Part } from "@/lib/contract/snapshot/composite";
import { ExpectedMoveCard } from "./expected-move-card";
import { FigureCard } from "./figure-card";
import { LevelCard } from "./level-card";

/** The key levels with their distance from spot in $ and %. */
export function KeyLevels({ symbol }: { symbol: string }) {
  const held = useReading("gamma", symbol).reading;
  const levels = held?.reading.levels ?? null;
  const parts = held?.parts ?? [];
  return (
    <section aria-label={`Key levels of ${symbol}`}>
      <dl className="grid grid-cols-2 overflow-hidden rounded-md border border-line bg-line gap-px sm:grid-cols-3 xl:grid-cols-6">
        <SpotCard levels={levels} parts={parts} />
        <NetGexCard levels={levels} parts={parts} />
        <LevelCard
          label="Flip"
          title={FLIP}
          level={levels?.flip ?? null}
          resource="gex"
          parts={parts}
        />
        <LevelCard
          label="Call wall"
          title="Strike at or above spot with the most call gamma, $"
          level={levels?.callWall ?? null}
          resource="curve"
          parts={parts}
        />
        <LevelCard
          label="Put wall"
          title="Strike at or below spot with the most put gamma, $"
          level={levels?.putWall ?? null}
          resource="curve"
          parts={parts}
        />
        <ExpectedMoveCard
          label="Expected move, 1 day"
          move={levels?.expectedMoveOneDay ?? null}
          span="1-day"
          formula="IV / √252"
          parts={parts}
        />
      </dl>
    </section>
  );
}

const FLIP =
  "Gamma flip, $: above this price dealer hedging tends to dampen moves, below it to amplify them";

type CardProps = { levels: Levels | null; parts: readonly Part[] };

function SpotCard({ levels, parts }: CardProps) {
  const { value = null, resource = "gex", asOf = null } = levels?.spot ?? {};
  const [below, above] = [levels?.strikeBelow ?? null, levels?.strikeAbove ?? null];
  const between =
    below === null || above === null
      ? "strikes not loaded"
      : below === above
        ? `at strike ${formatStrike(below)}`
        : `between ${formatStrike(below)} and ${formatStrike(above)}`;
  return (
    <FigureCard
      label="Spot"
      title="Price of the underlying, $, and the strikes next to it"
      figure={formatPrice(value)}
      foot={<span>{between}</span>}
      origin={originIn(parts, { resource, asOf })}
    />
  );
}

function NetGexCard({ levels, parts }: CardProps) {
  const { value = null, resource = "gex", asOf = null } = levels?.netGex ?? {};
  const sign = value === null || value === 0 ? null : value > 0 ? "positive" : "negative";
  return (
    <FigureCard
      label="Net GEX"
      title="Net gamma exposure (GEX): estimated $ dealers trade to stay delta-hedged per 1% move"
      figure={formatDollars(value)}
      figureClass={sign === null ? undefined : COLOURS[sign]}
      foot={
        <span>
          per 1% move
          {sign !== null && (
            <>
              {" "}
              <span className={clsx("whitespace-nowrap", COLOURS[sign])}>{sign} gamma</span>
            </>
          )}
        </span>
      }
      origin={originIn(parts, { resource, asOf })}
    />
  );
}

const COLOURS = { positive: "text-positive", negative: "text-negative" };
