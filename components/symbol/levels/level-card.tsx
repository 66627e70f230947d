"use client";

import { originIn } from "@/components/symbol/parts/part-times";
import { formatDistance, formatPrice, formatStep } from "@/components/ui/format";
import type { Level, Wall } from "@/lib/contract/market/key-levels";
import type { SymbolResource } from "@/lib/contract/market/resource";
import type { Part } from "@/lib/contract/snapshot/composite";
import { FigureCard, missingWords } from "./figure-card";
import { STANDING_TITLES, STANDING_WORDS } from "./standing-words";

type LevelCardProps = {
  label: string;
  title: string;
  level: Level | Wall | null;
  resource: SymbolResource;
  /** Of the reading that the level is from. */
  parts: readonly Part[];
};

/** A price level, and how far it is from spot in $ and %. */
export function LevelCard({ label, title, level, resource, parts }: LevelCardProps) {
  const origin = level ?? { resource, asOf: null };
  const { price = null, distance = null, distancePercent = null } = level ?? {};
  const standing = level !== null && "standing" in level ? level.standing : null;
  const meaning = standing === null ? null : STANDING_TITLES[standing];
  const isKnown = distance !== null && distancePercent !== null;
  return (
    <FigureCard
      label={label}
      aside={standing === null ? null : STANDING_WORDS[standing]}
      title={meaning === null ? title : `${title}. ${meaning}`}
      figure={formatPrice(price)}
      foot={
        isKnown ? (
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
      origin={originIn(parts, origin)}
    />
  );
}

function sideWords(distance: number): string {
  if (distance === 0) return "at spot";
  return distance > 0 ? "above spot" : "below spot";
}
