import type { ScanCreated, ScanEstimate, ScanSummary, Scans } from "@/lib/contract/scan";
import type { Refusal } from "./ask-store";
import { type Answer, callServer } from "./call-server";
import { scanPath } from "./follow-scan";
import type { Tab } from "./tab";

/** What a scan of the symbols would cost. Free: it asks the cache and the line alone. */
export function estimateScan(
  tab: Tab,
  symbols: readonly string[],
  signal: AbortSignal,
): Promise<Answer<ScanEstimate>> {
  return post(tab, "/api/scanner/estimate", { symbols, resource: "gex" }, signal);
}

/**
 * A person pressed Start: at most one call a symbol, each at the lowest lane. Only this and
 * the retry of what failed can spend, and only a press may call them.
 */
export function startScan(tab: Tab, symbols: readonly string[]): Promise<Answer<ScanCreated>> {
  return post(tab, "/api/scanner/scan-incremental", { symbols, resource: "gex" });
}

export type ScanAct = "pause" | "resume" | "retry";

/** A person pressed it: what waits leaves the line, goes on, or is tried again where it failed. */
export function actOnScan(tab: Tab, scan: string, act: ScanAct): Promise<Answer<ScanSummary>> {
  return callServer(tab, `${scanPath(scan)}/${act}`, { method: "POST" });
}

/** A person cancelled it, or took it off the list. It is not kept. */
export function deleteScan(tab: Tab, scan: string): Promise<Answer<null>> {
  return callServer(tab, scanPath(scan), { method: "DELETE" });
}

/** Deleting what is not there came to the same. */
export function isGone({ reason }: Refusal): boolean {
  return reason === "not-found" || reason === "gone";
}

/** This person's scans, the latest first. Listing them moves none. */
export function readScans(tab: Tab): Promise<Answer<Scans>> {
  return callServer(tab, "/api/scanner/scans");
}

function post<Body>(
  tab: Tab,
  path: string,
  body: unknown,
  signal?: AbortSignal,
): Promise<Answer<Body>> {
  return callServer<Body>(tab, path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    ...(signal === undefined ? {} : { signal }),
  });
}
