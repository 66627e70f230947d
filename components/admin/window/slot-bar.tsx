import clsx from "clsx";
import type { Slot } from "@/lib/contract/admin/dashboard-line";

/** Average width of a 12 px letter, px. */
const LETTER = 6.6;

/** Position of a slot's bar, px, and its emphasis. */
type Bar = {
  slot: Slot;
  left: number;
  right: number;
  y: number;
  height: number;
  isFreed: boolean;
  isActive: boolean;
  isSameCaller: boolean;
};

/** Draws one call from grant to release. Dashed: its end is uncertain. Pale: it has freed. */
export function SlotBar({ slot, left, right, y, height, ...is }: Bar) {
  const isUncertain = slot.state !== "arrived";
  return (
    <rect
      x={left}
      y={y + 1}
      width={Math.max(2, right - left)}
      height={Math.max(1, height - 2)}
      rx={2}
      strokeDasharray={isUncertain ? "4 3" : undefined}
      strokeWidth={is.isActive ? 2 : 1}
      className={clsx(
        isUncertain ? "fill-panel" : "fill-line",
        is.isSameCaller ? "stroke-accent" : isUncertain ? "stroke-control" : "stroke-none",
        is.isFreed && "opacity-50",
      )}
    />
  );
}

/** The label of a bar. A halo keeps it readable over the line of now. */
export function SlotLabel({ slot, left, right, y, height, isFreed }: Bar) {
  const { symbol, rest } = labelWords(slot, right - left - 10);
  return (
    <text
      x={left + 5}
      y={y + height / 2 + 4}
      fontSize={12}
      paintOrder="stroke"
      strokeWidth={3}
      className={clsx(slot.state === "arrived" ? "stroke-line" : "stroke-panel", "fill-text")}
      opacity={isFreed ? 0.5 : 1}
    >
      {symbol}
      <tspan className="fill-muted">{rest}</tspan>
    </text>
  );
}

/** Shortens `SPY gex · Browser 7f3a2c` to fit into `room`, px. */
function labelWords({ symbol, endpoint, label }: Slot, room: number) {
  const letters = Math.floor(room / LETTER);
  const whole = [` ${endpoint} · ${label}`, ` · ${label}`, ` ${label}`];
  const rest = whole.find((words) => symbol.length + words.length <= letters) ?? "";
  return { symbol: symbol.length <= letters ? symbol : "", rest };
}
