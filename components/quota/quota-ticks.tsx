import clsx from "clsx";

/** A larger limit is drawn with this many ticks, each for several calls. */
const TICKS_MOST = 20;

/** One tick per slot: filled is free, hollow is used. */
export function QuotaTicks({
  limit,
  remaining,
  low,
}: {
  limit: number;
  remaining: number;
  low: boolean;
}) {
  const ticks = Math.min(limit, TICKS_MOST);
  const free = Math.ceil((remaining / Math.max(1, limit)) * ticks);
  return (
    <svg
      viewBox={`0 0 ${ticks * 5 - 2} 12`}
      width={ticks * 5 - 2}
      height="12"
      aria-hidden="true"
      className={clsx("shrink-0", low ? "text-stale" : "text-text")}
    >
      {Array.from({ length: ticks }, (_, tick) => tick).map((tick) => (
        <rect
          key={tick}
          x={tick * 5}
          width="3"
          height="12"
          rx="0.5"
          className={clsx(
            "transition-[fill] duration-300",
            tick < free ? "fill-current" : "fill-line",
          )}
        />
      ))}
    </svg>
  );
}
