import { formatPlace, formatSeconds } from "@/components/ui/format";
import type { ScanView } from "@/lib/client/scans/scan-view";
import type { ScanState } from "@/lib/contract/scan/scan";
import { counted } from "./setup-words";

/** A scan's state as people see it. "Canceled" is known only in this tab. */
export type Standing = ScanState | "cancelled";

export const STATE_WORDS: Record<Standing, string> = {
  running: "Scanning",
  resting: "Idle",
  paused: "Paused",
  ended: "Done",
  cancelled: "Canceled",
};

export type ProgressTally = Pick<ScanView["summary"], "done" | "failed" | "total">;

/** Formats `12 of 57`. Failed rows count too. */
export function doneWords({ done, failed, total }: ProgressTally): string {
  const words = `${done + failed} of ${total}`;
  return failed === 0 ? words : `${words} · ${failed} failed`;
}

/** What the scan waits for: `~2 min 10s · next row 3rd in queue`. Empty: nothing. */
export function waitWords(
  { summary, endsAt }: Pick<ScanView, "summary" | "endsAt">,
  standing: Standing,
  time: number,
): string {
  switch (standing) {
    case "running": {
      const wait = endsAt === null ? "wait unknown" : `~${formatSeconds((endsAt - time) / 1_000)}`;
      return summary.place === null ? wait : `${wait} · ${placeWords(summary.place)}`;
    }
    case "resting":
      return "resumes while this page is open";
    case "paused":
      return "no API calls until resumed";
    case "cancelled":
      return "these rows are not saved";
    case "ended":
      return "";
    default:
      return standing satisfies never;
  }
}

function placeWords(place: number): string {
  return place === 0 ? "next row loading" : `next row ${formatPlace(place)} in queue`;
}

/** `Scan done: 56 of 57 symbols loaded, 1 failed`; for the notice and the tab's title. */
export function endWords({ done, failed, total }: ProgressTally): string {
  const words = `Scan done: ${done} of ${counted(total, "symbol")} loaded`;
  return failed === 0 ? words : `${words}, ${failed} failed`;
}

/** How many waiting rows are named. */
const NEXT_NAMED = 5;

/** Which rows are queued or in flight, which come next, and how many wait after those. */
export function openWords(rows: ScanView["rows"]): string {
  const named = (wanted: "running" | "waiting") =>
    rows.flatMap(({ state, symbol }) => (state === wanted ? [symbol] : []));
  const [running, waiting] = [named("running"), named("waiting")];
  const parts = running.length === 0 ? [] : [`In queue: ${running.join(", ")}`];
  if (waiting.length > 0) parts.push(`next: ${waiting.slice(0, NEXT_NAMED).join(", ")}`);
  const more = waiting.length - NEXT_NAMED;
  if (more > 0) parts.push(`${more} more waiting`);
  return parts.join(" · ");
}
