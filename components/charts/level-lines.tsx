import { formatPrice } from "@/components/ui/format";
import { spreadLabels } from "./spread-labels";

/** A price drawn across the strikes, with its label. */
export type ChartLevel = { name: string; price: number; kind: "spot" | "flip" | "wall" };

const DASHES = { spot: undefined, flip: "6 3", wall: "2 3" };
const LABEL_HEIGHT = 28;

type Props = {
  levels: readonly ChartLevel[];
  price: (value: number) => number;
  left: number;
  right: number;
  height: number;
};

/**
 * Spot is solid, the flip dashed, walls dotted. A level outside the shown strikes is at the edge
 * with an arrow.
 */
export function LevelLines({ levels, price, left, right, height }: Props) {
  const [top, bottom] = [14, height - 30];
  const places = levels.map((level) => Math.max(top, Math.min(bottom, price(level.price))));
  const labels = spreadLabels(places, { gap: LABEL_HEIGHT, from: top, to: bottom });
  return levels.map((level, index) => {
    const y = price(level.price);
    const isBeyond = y < 0 || y > height - 28;
    const arrow = isBeyond ? (y < 0 ? "↑ " : "↓ ") : "";
    const label = labels[index] ?? 0;
    return (
      <g key={level.name}>
        {!isBeyond && (
          <>
            <line
              x1={left}
              x2={right}
              y1={y}
              y2={y}
              strokeDasharray={DASHES[level.kind]}
              className={level.kind === "spot" ? "stroke-text" : "stroke-muted"}
              strokeWidth={1.25}
            />
            <line x1={right} x2={right + 8} y1={y} y2={label} className="stroke-control" />
          </>
        )}
        <text x={right + 11} y={label - 3} fontSize={11} className="fill-muted">
          {arrow}
          {level.name}
        </text>
        <text x={right + 11} y={label + 10} fontSize={12} className="fill-text font-medium">
          {formatPrice(level.price)}
        </text>
      </g>
    );
  });
}
