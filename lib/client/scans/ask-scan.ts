import type { AskRefusal } from "@/lib/client/tab/ask-store";
import { callServer, type ServerAnswer } from "@/lib/client/tab/call-server";
import type { Tab } from "@/lib/client/tab/tab";
import type {
  ScanCreated,
  ScanEstimate,
  ScanSummaries,
  ScanSummary,
} from "@/lib/contract/scan/scan";
import { scanPath } from "./follow-scan";

/** Estimates what a scan would cost. Free: reads the cache and the queue only. */
export function estimateScan(
  tab: Tab,
  symbols: readonly string[],
  signal: AbortSignal,
): Promise<ServerAnswer<ScanEstimate>> {
  return post(tab, "/api/scanner/estimate", { symbols, resource: "gex" }, signal);
}

/**
 * Starts a scan: at most one call per symbol, in the lowest lane. Only this function and a retry
 * make calls. Call them only when a person pressed a button.
 */
export function startScan(
  tab: Tab,
  symbols: readonly string[],
): Promise<ServerAnswer<ScanCreated>> {
  return post(tab, "/api/scanner/scan-incremental", { symbols, resource: "gex" });
}

export type ScanCommand = "pause" | "resume" | "retry";

/** Pauses, resumes or retries a scan when a person pressed the button. */
export function actOnScan(
  tab: Tab,
  scan: string,
  act: ScanCommand,
): Promise<ServerAnswer<ScanSummary>> {
  return callServer(tab, `${scanPath(scan)}/${act}`, { method: "POST" });
}

/** Deletes a scan that a person canceled or removed from the list. */
export function deleteScan(tab: Tab, scan: string): Promise<ServerAnswer<null>> {
  return callServer(tab, scanPath(scan), { method: "DELETE" });
}

/** Deleting a scan that no longer exists counts as success. */
export function isGone({ reason }: AskRefusal): boolean {
  return reason === "not-found" || reason === "gone";
}

/** Lists this person's scans, the latest first. Keeps none of them running. */
export function readScans(tab: Tab): Promise<ServerAnswer<ScanSummaries>> {
  return callServer(tab, "/api/scanner/scans");
}

function post<Body>(
  tab: Tab,
  path: string,
  body: unknown,
  signal?: AbortSignal,
): Promise<ServerAnswer<Body>> {
  return callServer<Body>(tab, path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    ...(signal === undefined ? {} : { signal }),
  });
}
