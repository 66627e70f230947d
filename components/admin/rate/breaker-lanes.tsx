"use client";

import clsx from "clsx";
import type { Dashboard } from "@/lib/contract/admin/dashboard";
import { type BreakerState, breakerSpans } from "./breaker-spans";
import { LANE_HEIGHT, RATE_MARGIN, seriesSpan } from "./rate-scales";
import { spanWords } from "./rate-words";

/** A short label where space is limited: "All" for "all calls". */
function shortLabel(label: string): string {
  const [word = ""] = label.split(" ");
  return word.charAt(0).toUpperCase() + word.slice(1);
}

type LaneProps = { dashboard: Dashboard; time: (ms: number) => number; top: number };

const FILLS: Record<BreakerState, string> = {
  closed: "fill-line",
  open: "fill-stale",
  "half-open": "fill-control",
  held: "fill-text",
};
/** Height of a bar by state, px. A state that stops calls differs in shape too. */
const HEIGHTS: Record<BreakerState, number> = { closed: 2, open: 10, "half-open": 6, held: 10 };

/** Draws each breaker over the range: a hairline while closed, a bar while it stops calls. */
export function BreakerLanes({ dashboard, time, top }: LaneProps) {
  const { quota, series, stepSeconds, breakerEvents } = dashboard;
  const span = seriesSpan(series, stepSeconds);
  return quota.windows.map(({ name, label, breaker }, index) => {
    const middle = top + index * LANE_HEIGHT + LANE_HEIGHT / 2 - 4;
    const spans = breakerSpans(breakerEvents, { window: name, state: breaker.state, ...span });
    return (
      <g key={name}>
        <text
          x={RATE_MARGIN.left - 4}
          y={middle + 4}
          textAnchor="end"
          fontSize={11}
          className="fill-muted"
        >
          {shortLabel(label)}
        </text>
        {spans.map((one) => (
          <rect
            key={one.from}
            x={time(one.from)}
            width={Math.max(2, time(one.to) - time(one.from))}
            y={middle - HEIGHTS[one.state] / 2}
            height={HEIGHTS[one.state]}
            className={FILLS[one.state]}
          >
            <title>{spanWords(one)}</title>
          </rect>
        ))}
      </g>
    );
  });
}

type MarkProps = Omit<LaneProps, "top"> & { top: number; bottom: number };

/** Marks on the call rate where a breaker opened or closed. */
export function BreakerMarks({ dashboard, time, top, bottom }: MarkProps) {
  const { from, to } = seriesSpan(dashboard.series, dashboard.stepSeconds);
  return dashboard.breakerEvents.map((event) => {
    const at = Date.parse(event.at);
    const isStop = event.to === "open" || event.to === "held";
    if (at < from || at > to || (!isStop && event.to !== "closed")) return null;
    const x = time(at);
    return (
      <g key={`${event.at} ${event.window} ${event.to}`}>
        <line
          x1={x}
          x2={x}
          y1={top}
          y2={bottom}
          strokeDasharray="2 3"
          className={clsx(isStop ? "stroke-stale" : "stroke-control")}
        />
        <path
          d={isStop ? `M${x - 4} ${top}h8l-4 6z` : `M${x - 4} ${top + 6}h8l-4 -6z`}
          className={isStop ? "fill-stale" : "fill-control"}
        />
      </g>
    );
  });
}
