import type { CsvFile } from "@/components/symbol/csv-button";
import { type Cell, toCsv } from "@/components/ui/to-csv";
import type { Call, CallerRow, Dashboard, Point } from "@/lib/contract/dashboard";
import { sinceName } from "./since-words";

type Columns<Row> = readonly [name: string, read: (row: Row) => Cell][];

const SERIES: Columns<Point> = [
  ["at", ({ at }) => at],
  ["calls", ({ calls }) => calls],
  ["hits", ({ hits }) => hits],
  ["stale", ({ stale }) => stale],
  ["misses", ({ misses }) => misses],
  ["shared", ({ shared }) => shared],
  ["denied", ({ denied }) => denied],
  ["failed", ({ failed }) => failed],
  ["queue_max", ({ queueMax }) => queueMax],
  ["wait_p50_seconds", ({ waitP50Seconds }) => waitP50Seconds],
  ["wait_p95_seconds", ({ waitP95Seconds }) => waitP95Seconds],
  ["latency_p50_seconds", ({ latencyP50Seconds }) => latencyP50Seconds],
  ["latency_p95_seconds", ({ latencyP95Seconds }) => latencyP95Seconds],
];

const CALLERS: Columns<CallerRow> = [
  ["caller", ({ caller }) => caller],
  ["label", ({ label }) => label],
  ["calls", ({ calls }) => calls],
  ["hits", ({ hits }) => hits],
  ["stale", ({ stale }) => stale],
  ["misses", ({ misses }) => misses],
  ["shared", ({ shared }) => shared],
  ["denied", ({ denied }) => denied],
  ["waiting", ({ waiting }) => waiting],
  ["last_seen_at", ({ lastSeenAt }) => lastSeenAt],
];

const CALLS: Columns<Call> = [
  ["at", ({ at }) => at],
  ["endpoint", ({ endpoint }) => endpoint],
  ["symbol", ({ symbol }) => symbol],
  ["caller", ({ caller }) => caller],
  ["label", ({ label }) => label],
  ["lane", ({ lane }) => lane],
  ["window", ({ window }) => window],
  ["wait_seconds", ({ waitSeconds }) => waitSeconds],
  ["latency_seconds", ({ latencySeconds }) => latencySeconds],
  ["outcome", ({ outcome }) => outcome],
  ["deployment", ({ deployment }) => deployment],
  ["request_id", ({ requestId }) => requestId],
];

export function seriesCsv({ range, series }: Pick<Dashboard, "range" | "series">): CsvFile {
  return file(`calls-by-time-${range}`, SERIES, series);
}

/** The callers as they are shown, found and sorted; named after when their counts begin. */
export function callersCsv(
  { range, tablesFrom }: Pick<Dashboard, "range" | "tablesFrom">,
  callers: readonly CallerRow[],
): CsvFile {
  return file(`callers-${range}-${sinceName(tablesFrom)}`, CALLERS, callers);
}

export function callsCsv(calls: readonly Call[]): CsvFile {
  return file("last-calls", CALLS, calls);
}

function file<Row>(name: string, columns: Columns<Row>, rows: readonly Row[]): CsvFile {
  const head = columns.map(([column]) => column);
  return { name, text: toCsv([head, ...rows.map((row) => columns.map(([, read]) => read(row)))]) };
}
