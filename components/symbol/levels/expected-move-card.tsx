"use client";

import { originIn } from "@/components/symbol/parts/part-times";
import { formatPercent, formatPrice } from "@/components/ui/format";
import type { ExpectedMove } from "@/lib/contract/market/key-levels";
import type { Part } from "@/lib/contract/snapshot/composite";
import { FigureCard, missingWords } from "./figure-card";
import { moveTitle, sessionWords } from "./move-words";

type Props = {
  label: string;
  move: ExpectedMove | null;
  /** `1-day`, and the formula where the API reports no move. */
  span: string;
  formula: string;
  /** Of the reading that the move is from. */
  parts: readonly Part[];
};

/** A one-sigma move: percent, $ and the two prices, with the session it starts with. */
export function ExpectedMoveCard({ label, move, span, formula, parts }: Props) {
  const { percent = null, low = null, high = null, distance = null } = move ?? {};
  const origin = move ?? ({ resource: "gex", asOf: null } as const);
  return (
    <FigureCard
      label={label}
      aside={move === null ? null : sessionWords(move)}
      title={moveTitle(move, span, formula)}
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
      origin={originIn(parts, origin)}
    />
  );
}
