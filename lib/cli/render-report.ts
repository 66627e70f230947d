import type { TimerReport } from "./find-timers-in";
import { adviceFor, type TimerFinding, type TimerKind } from "./source/finding";

const MS_PER_SECOND = 1_000;
const SECONDS_PER_MINUTE = 60;

/** The report as text: each kind of timer with what to do instead, and where it is. */
export function renderReport({ findings, files }: TimerReport): string {
  const read = `${files} ${files === 1 ? "file" : "files"} read.`;
  if (findings.length === 0) return `No timers that fetch. ${read}\n`;
  const kinds = [...new Set(findings.map(({ kind }) => kind))];
  const blocks = kinds.map((kind) =>
    renderKind(
      kind,
      findings.filter((it) => it.kind === kind),
    ),
  );
  const count = `${findings.length} ${findings.length === 1 ? "timer" : "timers"}`;
  return `${blocks.join("\n")}\n${count} that may fetch without a person's action. ${read}\n`;
}

function renderKind(kind: TimerKind, findings: readonly TimerFinding[]): string {
  const lines = findings.map(({ path, line, intervalMs }) => {
    const every = intervalMs === null ? "" : `  every ${renderInterval(intervalMs)}`;
    return `  ${path}:${line}${every}\n`;
  });
  return `${kind}: ${adviceFor(kind)}\n${lines.join("")}`;
}

/** `0.5s`, `30s`, `5 min`, `1 min 30s`. */
function renderInterval(ms: number): string {
  const seconds = ms / MS_PER_SECOND;
  if (seconds < SECONDS_PER_MINUTE) return `${seconds}s`;
  const [minutes, rest] = [Math.floor(seconds / SECONDS_PER_MINUTE), seconds % SECONDS_PER_MINUTE];
  return rest === 0 ? `${minutes} min` : `${minutes} min ${rest}s`;
}
