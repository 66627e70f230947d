"use client";

import { AxisBottom } from "@visx/axis";
import { scaleTime } from "@visx/scale";
import { axisProps, tickLabel } from "@/components/charts/axis-props";
import { ChartReader } from "@/components/charts/chart-reader";
import { easternTime } from "@/components/ui/format";
import type { Slot } from "@/lib/contract/admin/dashboard-line";
import { type Placed, slotId } from "./place-slots";
import { SlotBar, SlotLabel } from "./slot-bar";
import { slotFrame } from "./slot-frame";
import { slotText } from "./slot-words";

const MARGIN = { top: 4, right: 8, bottom: 22, left: 28 };
/** Width of an axis label, px. A label that would be cut off at the edge is left out. */
const LABEL_HALF = 26;
type Size = { width: number; height: number };

type Props = {
  /** Oldest grant first. */
  slots: readonly Slot[];
  placed: Placed;
  /** One row per slot that the window can have. `limit` of them are in use. */
  rows: number;
  limit: number;
  now: number;
  windowMs: number;
  active: Slot | undefined;
  /** True while the pointer is on the active slot. Its caller's other slots are highlighted too. */
  isChosen: boolean;
  onActive: (slot: Slot) => void;
};

/** Draws each slot as a bar from grant to release. The line of now moves to the right. */
export function SlotChart(props: Props) {
  const { slots, placed, active, onActive } = props;
  const rows = rowsOf(props);
  return (
    <ChartReader
      label="Slot"
      count={slots.length}
      active={Math.max(0, active === undefined ? 0 : slots.indexOf(active))}
      onActive={(index) => {
        const slot = slots[index];
        if (slot) onActive(slot);
      }}
      text={slotText(active)}
      placeAt={({ y }, { height }) => {
        const row = Math.floor(((y - MARGIN.top) / (height - MARGIN.top - MARGIN.bottom)) * rows);
        const found = slots.findIndex((slot) => placed.get(slotId(slot)) === row);
        return found < 0 ? slots.length - 1 : found;
      }}
    >
      {(size) => <Drawing {...props} rows={rows} size={size} />}
    </ChartReader>
  );
}

/** After a limit is lowered, slots above it remain until they free. */
function rowsOf({ rows, placed }: Props): number {
  return Math.max(rows, 1, ...[...placed.values()].map((row) => row + 1));
}

type DrawingProps = Props & { size: Size };

function Drawing({ slots, placed, rows, limit, now, windowMs, size, ...read }: DrawingProps) {
  const { from, to } = slotFrame(now, windowMs);
  const right = size.width - MARGIN.right;
  const bottom = size.height - MARGIN.bottom;
  const time = scaleTime<number>({ domain: [from, to], range: [MARGIN.left, right] });
  const height = (bottom - MARGIN.top) / rows;
  const bars = slots.map((slot) => ({
    slot,
    left: Math.max(MARGIN.left, time(Date.parse(slot.grantedAt))),
    right: Math.min(right, time(Date.parse(slot.freesAt))),
    y: MARGIN.top + (placed.get(slotId(slot)) ?? 0) * height,
    height,
    isFreed: Date.parse(slot.freesAt) <= now,
    isActive: read.isChosen && slot === read.active,
    isSameCaller: read.isChosen && slot.caller === read.active?.caller,
  }));
  return (
    <svg width={size.width} height={size.height} aria-hidden="true" className="block">
      {Array.from({ length: rows }, (_, row) => row).map((row) => (
        <SlotRow
          key={row}
          row={row}
          y={MARGIN.top + row * height}
          height={height}
          right={right}
          isInUse={row < limit}
        />
      ))}
      {bars.map((bar) => (
        <SlotBar key={slotId(bar.slot)} {...bar} />
      ))}
      <line
        x1={time(now)}
        x2={time(now)}
        y1={0}
        y2={bottom}
        className="stroke-accent"
        strokeWidth={1.5}
      />
      {height >= 12 && bars.map((bar) => <SlotLabel key={slotId(bar.slot)} {...bar} />)}
      <AxisBottom
        {...axisProps}
        scale={time}
        top={bottom}
        numTicks={Math.max(2, Math.floor(size.width / 130))}
        tickFormat={(value) => {
          const isCut = time(Number(value)) + LABEL_HALF > size.width;
          return isCut ? "" : easternTime(Number(value)).second;
        }}
        tickLabelProps={{ ...tickLabel, textAnchor: "middle", dy: 0 }}
      />
    </svg>
  );
}

type RowProps = { row: number; y: number; height: number; right: number; isInUse: boolean };

/** One row per slot. Rows above a lowered limit are struck out. */
function SlotRow({ row, y, height, right, isInUse }: RowProps) {
  const middle = y + height / 2;
  return (
    <g>
      {height >= 11 && (
        <text
          x={MARGIN.left - 6}
          y={middle + 4}
          textAnchor="end"
          fontSize={11}
          className="fill-muted"
        >
          {row + 1}
        </text>
      )}
      <line
        x1={MARGIN.left}
        x2={right}
        y1={middle}
        y2={middle}
        strokeDasharray={isInUse ? undefined : "2 4"}
        className={isInUse ? "stroke-line" : "stroke-control"}
      />
    </g>
  );
}
