import type { Cache } from "@/lib/cache/cache";
import type { LastKnown } from "@/lib/cache/last-known";
import type { MarketCalendar } from "@/lib/cache/market-calendar";
import type { Callers } from "@/lib/callers/callers";
import type { Clock } from "@/lib/clock";
import type { WindowName } from "@/lib/contract/quota";
import type { Pump } from "@/lib/gate/pump";
import type { TicketTokens } from "@/lib/gate/ticket-token";
import type { Recorder } from "@/lib/metrics/recorder";
import type { Store } from "@/lib/redis/store";
import type { Scans } from "@/lib/scans/scans";
import type { Upstream } from "@/lib/upstream/upstream";
import type { GivenUp } from "./given-up";

/** What the verbs work with; only the runtime builds real ones. */
export type DeskParts = {
  cache: Cache;
  lastKnown: LastKnown;
  calendar: MarketCalendar;
  callers: Callers;
  pump: Pump;
  givenUp: GivenUp;
  tokens: TicketTokens;
  upstream: Upstream;
  scans: Scans;
  /** Counts what happens; never waited for. */
  recorder: Recorder;
  clock: Clock;
  /** `refreshableAt` of the cache room, with this deployment's cooldown. */
  refreshableAt(copy: { fetchedAt: string; freshUntil: string }): number;
  facts: {
    store: Store["kind"];
    deployment: string;
    /** As configured, for the time when the store cannot be asked. */
    limit: number;
    windowMs: number;
    /** The windows that the upstream has, the account's first. */
    windows: readonly WindowName[];
  };
};
