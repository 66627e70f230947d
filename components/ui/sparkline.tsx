import { sparklinePath } from "./sparkline-path";

const SIZE = { width: 88, height: 20 };
/** Margin for the dot of the last point. */
const MARGIN = 3;

/**
 * A line as high as a word, showing a value's history. Its text names the first and the last value.
 */
export function Sparkline({
  figures,
  label,
}: {
  figures: readonly (number | null)[];
  label: string;
}) {
  const { lines, dots, last, zero } = sparklinePath(figures, SIZE);
  const [width, height] = [SIZE.width + 2 * MARGIN, SIZE.height + 2 * MARGIN];
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`${-MARGIN} ${-MARGIN} ${width} ${height}`}
      width={width}
      height={height}
      fill="none"
      className="text-muted"
    >
      <title>{label}</title>
      {zero !== null && <line x1={0} x2={SIZE.width} y1={zero} y2={zero} className="stroke-line" />}
      {lines.map((points) => (
        <polyline
          key={points}
          points={points}
          stroke="currentColor"
          strokeWidth="1.25"
          strokeLinejoin="round"
        />
      ))}
      {dots.map(({ x, y }) => (
        <circle key={x} cx={x} cy={y} r="0.9" fill="currentColor" />
      ))}
      <circle cx={last.x} cy={last.y} r="2" className="fill-text" />
    </svg>
  );
}
