"use client";

import { useId } from "react";
import { useReading } from "@/lib/client/hooks/use-reading";
import { useSnapshot } from "@/lib/client/hooks/use-snapshot";
import { baselineCards } from "./baseline-cards";
import { ExpectedMoveCard } from "./expected-move-card";
import { FigureCard } from "./figure-card";
import { LevelCard } from "./level-card";
import { ratingWords } from "./rating-words";

/** Ranges beyond a day, second walls and the symbol's baselines, from available data. */
export function Baselines({ symbol }: { symbol: string }) {
  const heading = useId();
  const snapshot = useSnapshot(symbol).cached?.snapshot ?? null;
  const held = useReading("gamma", symbol).reading;
  const levels = held?.reading.levels ?? null;
  const parts = held?.parts ?? [];
  const rating = ratingWords(snapshot?.data.rating ?? null);
  return (
    <section
      aria-labelledby={heading}
      className="overflow-hidden rounded-md border border-line bg-panel"
    >
      <div className="flex min-h-[44px] flex-wrap items-center gap-x-3 px-3 py-1.5">
        <h2 id={heading} className="font-semibold">
          Ranges and baselines
        </h2>
        {rating !== null && (
          <p className="text-sm text-muted" title={rating.title}>
            {rating.words}
          </p>
        )}
      </div>
      <dl className="grid grid-cols-2 gap-px border-t border-line bg-line sm:grid-cols-4">
        <ExpectedMoveCard
          label="30-day move"
          move={levels?.expectedMoveThirtyDays ?? null}
          span="30-day (21 trading days)"
          formula="IV × √(21/252)"
          parts={parts}
        />
        <LevelCard
          label="Second call wall"
          title="Strike at or above spot with the most call gamma after the call wall, $"
          level={levels?.secondCallWall ?? null}
          resource="curve"
          parts={parts}
        />
        <LevelCard
          label="Second put wall"
          title="Strike at or below spot with the most put gamma after the put wall, $"
          level={levels?.secondPutWall ?? null}
          resource="curve"
          parts={parts}
        />
        {baselineCards(snapshot?.data ?? null).map(({ foot, ...card }) => (
          <FigureCard
            key={card.label}
            {...card}
            foot={<span>{foot}</span>}
            origin={{
              resource: "gex",
              asOf: snapshot?.asOf ?? null,
              updates: snapshot ?? NO_UPDATES,
            }}
          />
        ))}
      </dl>
    </section>
  );
}

const NO_UPDATES = { nextExpectedAt: null, missedUpdates: [] };
