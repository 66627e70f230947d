"use client";

import { AxisBottom, AxisLeft } from "@visx/axis";
import { LinePath } from "@visx/shape";
import { callRate, hitRate } from "@/components/admin/room/series-figures";
import { axisProps, tickLabel } from "@/components/charts/axis-props";
import { ChartReader } from "@/components/charts/chart-reader";
import type { Dashboard } from "@/lib/contract/admin/dashboard";
import { BreakerLanes, BreakerMarks } from "./breaker-lanes";
import { hitStretches, middleOf, RATE_MARGIN, rateScales } from "./rate-scales";
import { pointText, stepTime } from "./rate-words";

type Size = { width: number; height: number };
type Props = { dashboard: Dashboard; active: number; onActive: (index: number) => void };

/** Draws calls against the limit, queue length, hit rate and breakers on one time axis. */
export function RateChart({ dashboard, active, onActive }: Props) {
  const { series } = dashboard;
  return (
    <ChartReader
      label="Time"
      count={series.length}
      active={active}
      onActive={onActive}
      text={pointText(series[active], dashboard)}
      placeAt={({ x }, size) => {
        const inner = size.width - RATE_MARGIN.left - RATE_MARGIN.right;
        return Math.floor(((x - RATE_MARGIN.left) / inner) * series.length);
      }}
    >
      {(size) => <Drawing dashboard={dashboard} active={active} size={size} />}
    </ChartReader>
  );
}

type DrawingProps = Omit<Props, "onActive"> & { size: Size };

function Drawing({ dashboard, active, size }: DrawingProps) {
  const { series, stepSeconds, limit, range } = dashboard;
  const scales = rateScales(dashboard, size);
  const { time, calls } = scales;
  const right = size.width - RATE_MARGIN.right;
  const bottom = size.height - RATE_MARGIN.bottom;
  const now = series[active];
  // Width of an axis label, px. A label that would be cut off at the edge is left out.
  const labelHalf = range === "7d" ? 40 : 18;
  return (
    <svg width={size.width} height={size.height} aria-hidden="true" className="block">
      {now && (
        <line
          x1={time(middleOf(now.at, stepSeconds))}
          x2={time(middleOf(now.at, stepSeconds))}
          y1={RATE_MARGIN.top}
          y2={bottom}
          className="stroke-control"
        />
      )}
      <Bars dashboard={dashboard} scales={scales} />
      <line
        x1={RATE_MARGIN.left}
        x2={right}
        y1={calls(limit)}
        y2={calls(limit)}
        strokeDasharray="5 3"
        className="stroke-text"
      />
      <text x={RATE_MARGIN.left + 40} y={calls(limit) - 4} fontSize={11} className="fill-text">
        limit {limit}
      </text>
      <BreakerMarks dashboard={dashboard} time={time} top={RATE_MARGIN.top} bottom={calls(0)} />
      {hitStretches(series).map((stretch) => (
        <LinePath
          key={stretch[0]?.at}
          data={stretch}
          x={(point) => time(middleOf(point.at, stepSeconds))}
          y={(point) => scales.hits(hitRate(point) ?? 0)}
          strokeWidth={1.5}
          className="fill-none stroke-text"
        />
      ))}
      <BreakerLanes dashboard={dashboard} time={time} top={scales.lanesTop} />
      <Axes scales={scales} size={size} />
      <AxisBottom
        {...axisProps}
        scale={time}
        top={bottom}
        numTicks={Math.max(2, Math.floor(size.width / (range === "7d" ? 150 : 110)))}
        tickFormat={(value) => {
          const isCut = time(Number(value)) + labelHalf > size.width;
          return isCut ? "" : stepTime(Number(value), range);
        }}
        tickLabelProps={{ ...tickLabel, textAnchor: "middle", dy: 0 }}
      />
    </svg>
  );
}

type Scales = ReturnType<typeof rateScales>;

/** Draws calls above, and each step's longest queue below. */
function Bars({ dashboard, scales }: { dashboard: Dashboard; scales: Scales }) {
  const { series, stepSeconds, quota } = dashboard;
  const { time, calls, queue, thickness } = scales;
  return series.map((point) => {
    const x = time(middleOf(point.at, stepSeconds)) - thickness / 2;
    const rate = calls(callRate(point, stepSeconds, quota.windowSeconds));
    return (
      <g key={point.at}>
        <rect x={x} width={thickness} y={rate} height={calls(0) - rate} className="fill-control" />
        <rect
          x={x}
          width={thickness}
          y={queue(point.queueMax)}
          height={queue(0) - queue(point.queueMax)}
          className="fill-muted"
        />
      </g>
    );
  });
}

/** Draws the value labels and the base line of each drawing. */
function Axes({ scales, size }: { scales: Scales; size: Size }) {
  const { left, right } = RATE_MARGIN;
  const bands = [
    { name: "Calls", scale: scales.calls, ticks: 4, percent: false },
    { name: "Queue", scale: scales.queue, ticks: 2, percent: false },
    { name: "Hits", scale: scales.hits, ticks: 2, percent: true },
  ];
  return bands.map(({ name, scale, ticks, percent }) => (
    <g key={name}>
      <line x1={left} x2={size.width - right} y1={scale(0)} y2={scale(0)} className="stroke-line" />
      <text x={left + 2} y={(scale.range()[1] ?? 0) + 2} fontSize={11} className="fill-muted">
        {name}
      </text>
      <AxisLeft
        {...axisProps}
        scale={scale}
        left={left}
        numTicks={ticks}
        tickFormat={(value) => (percent ? `${Number(value) * 100}` : String(value))}
        tickLabelProps={{ ...tickLabel, fontSize: 11, textAnchor: "end", dx: -2, dy: 4 }}
      />
    </g>
  ));
}
