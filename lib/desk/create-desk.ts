import { findOwned } from "@/lib/desk/answer/find-owned";
import { noPrimary } from "@/lib/desk/answer/primary-quota";
import { readQuota } from "@/lib/desk/answer/read-quota";
import type { Refusal } from "@/lib/desk/answer/refusal";
import type { Services } from "@/lib/desk/base/services";
import { countPage } from "@/lib/desk/pages/count-page";
import { offeredLists } from "@/lib/desk/pages/offered-lists";
import { readHome } from "@/lib/desk/pages/read-home";
import { readSymbol } from "@/lib/desk/pages/read-symbol";
import { readTrends } from "@/lib/desk/pages/read-trends";
import { readProxyRequest } from "@/lib/desk/proxy/read-proxy-request";
import { requestReply } from "@/lib/desk/proxy/request-reply";
import { readQueue } from "@/lib/desk/queue/read-queue";
import { actOnScan } from "@/lib/desk/scans/act-on-scan";
import { createScan } from "@/lib/desk/scans/create-scan";
import { estimateScan } from "@/lib/desk/scans/estimate-scan";
import { findScan } from "@/lib/desk/scans/find-scan";
import { listScans, readScan } from "@/lib/desk/scans/read-scan";
import { createScanRuns } from "@/lib/desk/scans/scan-runs";
import { streamScan } from "@/lib/desk/scans/stream-scan";
import { keepCopies } from "@/lib/desk/snapshots/keep-copies";
import { refreshSelected } from "@/lib/desk/snapshots/refresh-selected";
import { readCachedComposite, requestComposite } from "@/lib/desk/snapshots/request-composite";
import { readCached, requestSnapshot } from "@/lib/desk/snapshots/request-snapshot";
import { cancelTicket } from "@/lib/desk/tickets/cancel-ticket";
import { findTicket } from "@/lib/desk/tickets/find-ticket";
import { readTicket } from "@/lib/desk/tickets/follow-ticket";
import { streamMine, streamTicket } from "@/lib/desk/tickets/stream-tickets";
import { scanPolicy } from "@/lib/policy";

/** Binds a verb that needs the scans running in this process. */
type Running<Verb> = Verb extends (desk: Services, runs: never, ...rest: infer Rest) => infer Reply
  ? (...rest: Rest) => Reply
  : never;

type Bound<Verb> = Verb extends (desk: Services, ...rest: infer Rest) => infer Reply
  ? (...rest: Rest) => Reply
  : never;

/** The verbs behind the URLs, bound to their services. */
export type Desk = {
  requestSnapshot: Bound<typeof requestSnapshot>;
  readCached: Bound<typeof readCached>;
  requestComposite: Bound<typeof requestComposite>;
  readCachedComposite: Bound<typeof readCachedComposite>;
  keepCopies: Bound<typeof keepCopies>;
  /** The refusal of what only the primary can do, on a secondary that cannot ask it. */
  noPrimary(): Refusal;
  countPage: Bound<typeof countPage>;
  readHome: Bound<typeof readHome>;
  readTrends: Bound<typeof readTrends>;
  readSymbol: Bound<typeof readSymbol>;
  offeredLists: Bound<typeof offeredLists>;
  refreshSelected: Bound<typeof refreshSelected>;
  readProxyRequest: Bound<typeof readProxyRequest>;
  requestReply: Bound<typeof requestReply>;
  findTicket: Bound<typeof findTicket>;
  readTicket: Bound<typeof readTicket>;
  streamTicket: Bound<typeof streamTicket>;
  streamMine: Bound<typeof streamMine>;
  cancelTicket: Bound<typeof cancelTicket>;
  readQuota: Bound<typeof readQuota>;
  readQueue: Bound<typeof readQueue>;
  estimateScan: Bound<typeof estimateScan>;
  createScan: Running<typeof createScan>;
  findScan: Bound<typeof findScan>;
  listScans: Bound<typeof listScans>;
  readScan: Running<typeof readScan>;
  streamScan: Running<typeof streamScan>;
  actOnScan: Running<typeof actOnScan>;
  /**
   * Resolves when a scan stops running here, or shortly before `limitMs`. Until then the platform
   * must not freeze this process, nor kill it for staying awake too long.
   */
  scanRests(id: string, limitMs: number): Promise<void>;
  /** Stops all scans here because the process shuts down. They continue in other processes. */
  stopScans(): void;
  /**
   * Resolves when no call is in flight here and all counts are written. Await it after a response
   * that may have made a call.
   */
  idle(): Promise<void>;
  /** Writes the counts if that is due. For a response that cannot have made a call. */
  flush(): Promise<void>;
};

export function createDesk(parts: Services): Desk {
  const runs = createScanRuns(parts);
  return {
    requestSnapshot: (asked) => requestSnapshot(parts, asked),
    readCached: (asked) => readCached(parts, asked),
    requestComposite: (asked) => requestComposite(parts, asked),
    readCachedComposite: (asked) => readCachedComposite(parts, asked),
    keepCopies: (answer) => keepCopies(parts, answer),
    noPrimary: () => noPrimary(parts.primary ?? { trouble: () => null }),
    countPage: (caller) => countPage(parts, caller),
    readHome: (symbols, reach) => readHome(parts, symbols, reach),
    readTrends: (symbols, reach) => readTrends(parts, symbols, reach),
    readSymbol: (shown, reach) => readSymbol(parts, shown, reach),
    offeredLists: () => offeredLists(parts),
    refreshSelected: (asked) => refreshSelected(parts, asked),
    readProxyRequest: (version, path, parameters) =>
      readProxyRequest(parts, version, path, parameters),
    requestReply: (asked) => requestReply(parts, asked),
    findTicket: (id, caller) => findOwned(caller, (one) => findTicket(parts, id, one)),
    readTicket: (owned, waitMs, signal) => readTicket(parts, owned, waitMs, signal),
    streamTicket: (owned) => streamTicket(parts, owned),
    streamMine: (caller, signal) => streamMine(parts, caller, signal),
    cancelTicket: (owned) => cancelTicket(parts, owned),
    readQuota: () => readQuota(parts),
    readQueue: (caller) => readQueue(parts, caller),
    estimateScan: (asked) => estimateScan(parts, asked),
    createScan: (asked) => createScan(parts, runs, asked),
    findScan: (id, caller) => findOwned(caller, (one) => findScan(parts, id, one)),
    listScans: (caller) => listScans(parts, caller),
    readScan: (owned, isLook) => readScan(parts, runs, owned, isLook),
    streamScan: (owned, lastEventId) => streamScan(parts, runs, owned, lastEventId),
    actOnScan: (owned, act) => actOnScan(parts, runs, owned, act),
    scanRests: (id, limitMs) => runs.rests(id, limitMs - scanPolicy.beforeLimitMs),
    stopScans: () => runs.stop(),
    idle: async () => {
      await parts.pump.idle();
      await parts.recorder.flush();
    },
    flush: () => parts.recorder.flush(),
  };
}
