"use client";

import { AxisBottom, AxisLeft } from "@visx/axis";
import { LinePath } from "@visx/shape";
import { formatDollars, formatMagnitude, formatPrice } from "@/components/ui/format";
import type { HistoryPoint } from "@/lib/contract/market/history-data";
import { axisProps, tickLabel } from "./axis-props";
import { ChartReader } from "./chart-reader";
import { dayWords, historyDay } from "./history-day";
import { HISTORY_MARGIN, historyScales, historyTicks, pointAt, timeOf } from "./history-scales";

type Props = {
  points: readonly HistoryPoint[];
  active: number;
  onActive: (index: number) => void;
};

/** Draws price and flip as lines above, net GEX as bars below, on the same days. */
export function HistoryChart({ points, active, onActive }: Props) {
  return (
    <ChartReader
      label="Day"
      count={points.length}
      active={active}
      onActive={onActive}
      text={pointText(points[active])}
      placeAt={({ x }, size) => pointAt(points, x, historyScales(points, size).time)}
    >
      {(size) => <Drawing points={points} active={active} size={size} />}
    </ChartReader>
  );
}

function pointText(point: HistoryPoint | undefined): string {
  if (point === undefined) return "";
  const valueText = (name: string, text: string, value: number | null) =>
    `${name} ${value === null ? "not reported" : text}`;
  return [
    dayWords(historyDay(point), true),
    valueText("price $", formatPrice(point.spot), point.spot),
    valueText("flip $", formatPrice(point.flip), point.flip),
    valueText("net GEX", `${formatDollars(point.netGex)} per 1% move`, point.netGex),
  ].join(", ");
}

type DrawingProps = Omit<Props, "onActive"> & { size: { width: number; height: number } };

function Drawing({ points, active, size }: DrawingProps) {
  const { width, height } = size;
  const { time, price, exposure, thickness } = historyScales(points, size);
  const { left, top, bottom } = HISTORY_MARGIN;
  const now = points[active];
  return (
    <svg width={width} height={height} aria-hidden="true" className="block">
      {now && (
        <line
          x1={time(timeOf(now))}
          x2={time(timeOf(now))}
          y1={top}
          y2={height - bottom}
          className="stroke-control"
        />
      )}
      <line x1={left} x2={width} y1={exposure(0)} y2={exposure(0)} className="stroke-control" />
      {points.map((point) => (
        <Bar
          key={point.at}
          x={time(timeOf(point)) - thickness / 2}
          zero={exposure(0)}
          end={exposure(point.netGex ?? 0)}
          thickness={thickness}
        />
      ))}
      <Line points={points} figure="flip" time={time} price={price} />
      <Line points={points} figure="spot" time={time} price={price} />
      <AxisLeft
        {...axisProps}
        scale={price}
        left={left}
        numTicks={Math.floor(height / 60)}
        tickFormat={(value) => formatPrice(Number(value))}
        tickLabelProps={{ ...tickLabel, textAnchor: "end", dx: -2, dy: 4 }}
      />
      <AxisLeft
        {...axisProps}
        scale={exposure}
        left={left}
        numTicks={3}
        tickFormat={(value) => formatMagnitude(Number(value)).replace(/\.00|(\.\d)0/, "$1")}
        tickLabelProps={{ ...tickLabel, textAnchor: "end", dx: -2, dy: 4 }}
      />
      <AxisBottom
        {...axisProps}
        scale={time}
        top={height - bottom}
        tickValues={historyTicks(time, Math.max(2, Math.floor(width / 130)))}
        tickFormat={(value) => dayWords(new Date(Number(value)).toISOString().slice(0, 10))}
        tickLabelProps={{ ...tickLabel, textAnchor: "middle", dy: 0 }}
      />
    </svg>
  );
}

type LineProps = {
  points: readonly HistoryPoint[];
  figure: "spot" | "flip";
  time: (value: number) => number;
  price: (value: number) => number;
};

/** Price is solid, the flip dashed. A missing value leaves a gap. */
function Line({ points, figure, time, price }: LineProps) {
  return (
    <LinePath
      data={[...points]}
      defined={(point) => point[figure] !== null}
      x={(point) => time(timeOf(point))}
      y={(point) => price(point[figure] ?? 0)}
      strokeWidth={1.5}
      strokeDasharray={figure === "flip" ? "5 3" : undefined}
      className={figure === "flip" ? "fill-none stroke-muted" : "fill-none stroke-text"}
    />
  );
}

type BarProps = { x: number; zero: number; end: number; thickness: number };

/** Positive gamma is above zero, negative below. The color repeats the side. */
function Bar({ x, zero, end, thickness }: BarProps) {
  return (
    <rect
      x={x}
      width={thickness}
      y={Math.min(zero, end)}
      height={Math.abs(end - zero)}
      className={end <= zero ? "fill-positive" : "fill-negative"}
    />
  );
}
