import { scanPolicy } from "@/lib/policy";
import { actOnScan } from "./act-on-scan";
import { countPage } from "./count-page";
import { createScan } from "./create-scan";
import { estimateScan } from "./estimate-scan";
import { findAsEither } from "./find-as-either";
import { findScan } from "./find-scan";
import { findTicket, readTicket } from "./follow-ticket";
import { giveUp } from "./give-up";
import type { DeskParts } from "./parts";
import { readCached } from "./read-cached";
import { readHome } from "./read-home";
import { readQueue } from "./read-queue";
import { readQuota } from "./read-quota";
import { listScans, readScan } from "./read-scan";
import { readSymbol } from "./read-symbol";
import { readTrends } from "./read-trends";
import { refreshSelected } from "./refresh-selected";
import { readCachedComposite, requestComposite } from "./request-composite";
import { requestSnapshot } from "./request-snapshot";
import { createScanRuns } from "./scan-runs";
import { streamScan } from "./stream-scan";
import { streamMine, streamTicket } from "./stream-tickets";

/** Of verbs that need the scans that are looked at here. */
type Running<Verb> = Verb extends (desk: DeskParts, runs: never, ...rest: infer Rest) => infer Reply
  ? (...rest: Rest) => Reply
  : never;

type Bound<Verb> = Verb extends (desk: DeskParts, ...rest: infer Rest) => infer Reply
  ? (...rest: Rest) => Reply
  : never;

/** The verbs behind the URLs, with their parts in hand. */
export type Desk = {
  requestSnapshot: Bound<typeof requestSnapshot>;
  readCached: Bound<typeof readCached>;
  requestComposite: Bound<typeof requestComposite>;
  readCachedComposite: Bound<typeof readCachedComposite>;
  countPage: Bound<typeof countPage>;
  readHome: Bound<typeof readHome>;
  readTrends: Bound<typeof readTrends>;
  readSymbol: Bound<typeof readSymbol>;
  refreshSelected: Bound<typeof refreshSelected>;
  findTicket: Bound<typeof findTicket>;
  readTicket: Bound<typeof readTicket>;
  streamTicket: Bound<typeof streamTicket>;
  streamMine: Bound<typeof streamMine>;
  giveUp: Bound<typeof giveUp>;
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
   * Resolves when a scan rests here, or some time before `limitMs`: a platform must not freeze this
   * instance before, nor kill it for staying awake too long.
   */
  scanRests(id: string, limitMs: number): Promise<void>;
  /** Scans go on elsewhere: this process is going down. */
  stopScans(): void;
  /**
   * Resolves when this instance has no call under way and what happened is told: to be awaited after
   * a response that may have brought a call.
   */
  idle(): Promise<void>;
  /** The same for one that cannot have: only tells what happened, where that is due. */
  flush(): Promise<void>;
};

export function createDesk(parts: DeskParts): Desk {
  const runs = createScanRuns(parts);
  return {
    requestSnapshot: (asked) => requestSnapshot(parts, asked),
    readCached: (asked) => readCached(parts, asked),
    requestComposite: (asked) => requestComposite(parts, asked),
    readCachedComposite: (asked) => readCachedComposite(parts, asked),
    countPage: (caller) => countPage(parts, caller),
    readHome: (symbols, reach) => readHome(parts, symbols, reach),
    readTrends: (symbols, reach) => readTrends(parts, symbols, reach),
    readSymbol: (shown, reach) => readSymbol(parts, shown, reach),
    refreshSelected: (asked) => refreshSelected(parts, asked),
    findTicket: (id, caller) => findAsEither(caller, (one) => findTicket(parts, id, one)),
    readTicket: (held, waitMs, signal) => readTicket(parts, held, waitMs, signal),
    streamTicket: (held) => streamTicket(parts, held),
    streamMine: (caller, signal) => streamMine(parts, caller, signal),
    giveUp: (held) => giveUp(parts, held),
    readQuota: () => readQuota(parts),
    readQueue: (caller) => readQueue(parts, caller),
    estimateScan: (asked) => estimateScan(parts, asked),
    createScan: (asked) => createScan(parts, runs, asked),
    findScan: (id, caller) => findAsEither(caller, (one) => findScan(parts, id, one)),
    listScans: (caller) => listScans(parts, caller),
    readScan: (held, isLook) => readScan(parts, runs, held, isLook),
    streamScan: (held, lastEventId) => streamScan(parts, runs, held, lastEventId),
    actOnScan: (held, act) => actOnScan(parts, runs, held, act),
    scanRests: (id, limitMs) => runs.rests(id, limitMs - scanPolicy.beforeLimitMs),
    stopScans: () => runs.stop(),
    idle: async () => {
      await parts.pump.idle();
      await parts.recorder.flush();
    },
    flush: () => parts.recorder.flush(),
  };
}
