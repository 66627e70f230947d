"use client";

import clsx from "clsx";
import type { ReactNode } from "react";
import { LastUpdated } from "@/components/snapshot/last-updated";
import { Figure } from "@/components/ui/figure";
import {
  formatDistance,
  formatDollars,
  formatPercent,
  formatPrice,
  formatStep,
  formatStrike,
} from "@/components/ui/format";
import { useQuota } from "@/lib/client/use-quota";
import { useReading } from "@/lib/client/use-reading";
import type { ExpectedMove, Level, KeyLevels as Levels } from "@/lib/contract/key-levels";
import type { Resource } from "@/lib/contract/resource";
import { PART_WORDS } from "./part-words";

/** The levels a trader looks for first, with how far each is from spot in $ and %. */
export function KeyLevels({ symbol }: { symbol: string }) {
  const levels = useReading("gamma", symbol).reading?.reading.levels ?? null;
  return (
    <section aria-label={`Key levels of ${symbol}`}>
      <dl className="grid grid-cols-2 overflow-hidden rounded-md border border-line bg-line gap-px sm:grid-cols-3 xl:grid-cols-6">
        <SpotCard levels={levels} />
        <NetGexCard levels={levels} />
        <LevelCard label="Flip" title={FLIP} level={levels?.flip ?? null} resource="gex" />
        <LevelCard
          label="Call wall"
          title="Strike at or above spot with the largest gamma exposure of calls, $"
          level={levels?.callWall ?? null}
          resource="curve"
        />
        <LevelCard
          label="Put wall"
          title="Strike at or below spot with the largest gamma exposure of puts, $"
          level={levels?.putWall ?? null}
          resource="curve"
        />
        <ExpectedMoveCard move={levels?.expectedMoveOneDay ?? null} />
      </dl>
    </section>
  );
}

const FLIP = "Gamma flip, $: above it hedging tends to damp moves, below it to amplify them";

function SpotCard({ levels }: { levels: Levels | null }) {
  const { value = null, resource = "gex", asOf = null } = levels?.spot ?? {};
  const [below, above] = [levels?.strikeBelow ?? null, levels?.strikeAbove ?? null];
  const between =
    below === null || above === null
      ? "strikes not loaded"
      : below === above
        ? `on the strike ${formatStrike(below)}`
        : `between ${formatStrike(below)} and ${formatStrike(above)}`;
  return (
    <Card
      label="Spot"
      title="Price of the underlying, $, and the strikes next to it"
      figure={formatPrice(value)}
      foot={<span>{between}</span>}
      origin={{ resource, asOf }}
    />
  );
}

function NetGexCard({ levels }: { levels: Levels | null }) {
  const { value = null, resource = "gex", asOf = null } = levels?.netGex ?? {};
  const sign = value === null || value === 0 ? null : value > 0 ? "positive" : "negative";
  return (
    <Card
      label="Net GEX"
      title="Net gamma exposure: what dealers must trade to stay hedged, $ per 1 % move"
      figure={formatDollars(value)}
      figureClass={sign === null ? undefined : COLOURS[sign]}
      foot={
        <span>
          per 1 % move
          {sign !== null && (
            <>
              {" "}
              <span className={clsx("whitespace-nowrap", COLOURS[sign])}>{sign} gamma</span>
            </>
          )}
        </span>
      }
      origin={{ resource, asOf }}
    />
  );
}

const COLOURS = { positive: "text-positive", negative: "text-negative" };

type LevelCardProps = { label: string; title: string; level: Level | null; resource: Resource };

function LevelCard({ label, title, level, resource }: LevelCardProps) {
  const origin = level ?? { resource, asOf: null };
  const { price = null, distance = null, distancePercent = null } = level ?? {};
  const isTold = distance !== null && distancePercent !== null;
  return (
    <Card
      label={label}
      title={title}
      figure={formatPrice(price)}
      foot={
        isTold ? (
          <>
            <span className="whitespace-nowrap">
              {formatStep(distance)} · {formatDistance(distancePercent)}
            </span>{" "}
            <span className="whitespace-nowrap">{sideWords(distance)}</span>
          </>
        ) : (
          <span>{price === null ? missingWords(origin) : "spot not loaded"}</span>
        )
      }
      origin={origin}
    />
  );
}

function sideWords(distance: number): string {
  if (distance === 0) return "at spot";
  return distance > 0 ? "above spot" : "below spot";
}

function missingWords({ resource, asOf }: Pick<Level, "resource" | "asOf">): string {
  return asOf === null ? `${PART_WORDS[resource]} not loaded` : "the upstream tells none";
}

function ExpectedMoveCard({ move }: { move: ExpectedMove | null }) {
  const { percent = null, low = null, high = null, distance = null } = move ?? {};
  const origin = move ?? ({ resource: "gex", asOf: null } as const);
  return (
    <Card
      label="Expected move, 1 day"
      title={
        move?.basis === "implied-volatility"
          ? "One sigma either way in a day, made of implied volatility / √252"
          : "One sigma either way in a day, as the upstream tells"
      }
      figure={percent === null ? formatPercent(null) : `±${formatPercent(percent)}`}
      foot={
        percent === null ? (
          <span>{missingWords(origin)}</span>
        ) : (
          <>
            <span className="whitespace-nowrap">
              {distance === null ? "" : `±$${formatPrice(distance)}`} ·
            </span>{" "}
            <span className="whitespace-nowrap">
              {formatPrice(low)} – {formatPrice(high)}
            </span>
          </>
        )
      }
      origin={origin}
    />
  );
}

type CardProps = {
  label: string;
  title: string;
  figure: string;
  figureClass?: string | undefined;
  foot: ReactNode;
  origin: { resource: Resource; asOf: string | null };
};

/** Label and age, the figure, what it means from here. Its height does not change with them. */
function Card({ label, title, figure, figureClass, foot, origin }: CardProps) {
  const market = useQuota()?.quota.market.state ?? null;
  return (
    <div
      title={title}
      className="flex h-[116px] flex-col justify-between bg-panel px-3 py-2 sm:h-[100px]"
    >
      <dt className="flex items-baseline justify-between gap-2 text-xs text-muted">
        <span>{label}</span>
      </dt>
      <dd className={clsx("text-lg font-semibold", figureClass)}>
        <Figure text={figure} />
      </dd>
      <dd className="min-h-8 text-xs leading-4 sm:min-h-4">{foot}</dd>
      <dd className="text-xs text-muted">
        {PART_WORDS[origin.resource]}
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
