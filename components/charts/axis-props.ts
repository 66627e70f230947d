/** The style of every axis: labels only, and a hairline for the frame. */
export const axisProps = {
  hideAxisLine: true,
  hideTicks: true,
} as const;

export const tickLabel = { fontSize: 12, fontFamily: "inherit", fill: "var(--muted)" } as const;
