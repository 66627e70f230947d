"use client";

import { AxisBottom, AxisLeft } from "@visx/axis";
import { LinePath } from "@visx/shape";
import { formatDollars, formatStrike } from "@/components/ui/format";
import type { CurveStrike } from "@/lib/contract/market/curve-data";
import { axisProps, tickLabel } from "./axis-props";
import { ChartReader } from "./chart-reader";
import { enoughTicks } from "./enough-ticks";
import { farWords } from "./far-words";
import { type ChartLevel, LevelLines } from "./level-lines";
import { MARGIN, rowAt, strikeScales, strikeTicks } from "./strike-scales";

type Props = {
  rows: readonly CurveStrike[];
  levels: readonly ChartLevel[];
  spot: number | null;
  active: number;
  onActive: (index: number) => void;
};

/** Gamma by strike: puts to the left, calls to the right, net as a line, levels across. */
export function StrikeChart({ rows, levels, spot, active, onActive }: Props) {
  return (
    <ChartReader
      label="Strike"
      count={rows.length}
      active={active}
      onActive={onActive}
      text={strikeText(rows[active], spot)}
      placeAt={({ y }, size) => rowAt(rows, y, strikeScales(rows, size).price)}
    >
      {(size) => <Drawing rows={rows} levels={levels} active={active} size={size} />}
    </ChartReader>
  );
}

/** One strike in words: `680: calls +$30.00 M, puts −$20.00 M, net +$10.00 M per 1% move`. */
function strikeText(row: CurveStrike | undefined, spot: number | null): string {
  if (row === undefined) return "";
  const valueText = (name: string, value: number | null) =>
    `${name} ${value === null ? "not reported" : formatDollars(value)}`;
  const figures = [
    valueText("calls", row.callGex),
    valueText("puts", row.putGex),
    valueText("net", row.netGex),
  ].join(", ");
  const far = spot === null ? "" : `, ${farWords(row.strike, spot, true)}`;
  return `${formatStrike(row.strike)}${far}: ${figures} per 1% move`;
}

type DrawingProps = Pick<Props, "rows" | "levels" | "active"> & {
  size: { width: number; height: number };
};

function Drawing({ rows, levels, active, size }: DrawingProps) {
  const { width, height } = size;
  const { price, exposure, thickness } = strikeScales(rows, size);
  const zero = exposure(0);
  const right = width - MARGIN.right;
  const now = rows[active];
  return (
    <svg width={width} height={height} aria-hidden="true" className="block">
      {now && (
        <rect
          x={MARGIN.left}
          width={right - MARGIN.left}
          y={price(now.strike) - Math.max(thickness, 6) / 2 - 1}
          height={Math.max(thickness, 6) + 2}
          className="fill-line"
        />
      )}
      <line
        x1={zero}
        x2={zero}
        y1={MARGIN.top}
        y2={height - MARGIN.bottom}
        className="stroke-control"
      />
      {rows.map(({ strike, callGex, putGex }) => {
        const y = price(strike) - thickness / 2;
        return (
          <g key={strike}>
            <Bar from={zero} to={exposure(putGex ?? 0)} y={y} thickness={thickness} />
            <Bar from={zero} to={exposure(callGex ?? 0)} y={y} thickness={thickness} />
          </g>
        );
      })}
      <NetLine rows={rows} exposure={exposure} price={price} />
      <LevelLines levels={levels} price={price} left={MARGIN.left} right={right} height={height} />
      <AxisLeft
        {...axisProps}
        scale={price}
        left={MARGIN.left}
        tickValues={strikeTicks(rows, { price, room: 20 })}
        tickFormat={(value) => formatStrike(Number(value))}
        tickLabelProps={{ ...tickLabel, textAnchor: "end", dx: -2, dy: 4 }}
      />
      <AxisBottom
        {...axisProps}
        scale={exposure}
        top={height - MARGIN.bottom}
        tickValues={enoughTicks(
          Math.max(2, Math.floor((right - MARGIN.left) / 90)),
          2,
          exposure.ticks,
        )}
        tickFormat={(value) => formatDollars(Number(value)).replace(/\.00|(\.\d)0/, "$1")}
        tickLabelProps={{ ...tickLabel, textAnchor: "middle", dy: 2 }}
      />
    </svg>
  );
}

type NetLineProps = {
  rows: readonly CurveStrike[];
  exposure: (value: number) => number;
  price: (value: number) => number;
};

/** Draws net gamma from strike to strike. A missing value leaves a gap. */
export function NetLine({ rows, exposure, price }: NetLineProps) {
  return (
    <LinePath
      data={[...rows]}
      defined={({ netGex }) => netGex !== null}
      x={({ netGex }) => exposure(netGex ?? 0)}
      y={({ strike }) => price(strike)}
      className="fill-none stroke-text"
      strokeWidth={1.5}
    />
  );
}

/** Positive gamma is right of zero, negative left. The color repeats the side. */
function Bar({
  from,
  to,
  y,
  thickness,
}: {
  from: number;
  to: number;
  y: number;
  thickness: number;
}) {
  const isPositive = to >= from;
  return (
    <rect
      x={Math.min(from, to)}
      width={Math.abs(to - from)}
      y={y}
      height={thickness}
      className={isPositive ? "fill-positive" : "fill-negative"}
    />
  );
}
