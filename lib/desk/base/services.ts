import type { Cache } from "@/lib/cache/cache";
import type { Dated } from "@/lib/cache/freshness";
import type { LastKnown } from "@/lib/cache/last-known";
import type { LookSchedule } from "@/lib/cache/look-schedule";
import type { MarketCalendar } from "@/lib/cache/market-calendar";
import type { KeptReplies } from "@/lib/cache/replies/kept-replies";
import type { Callers } from "@/lib/callers/callers";
import type { Clock } from "@/lib/clock";
import type { Charge, QuotaWindow } from "@/lib/contract/quota/quota-window";
import type { Primary } from "@/lib/fleet/primary";
import type { Pump } from "@/lib/gate/pump/pump";
import type { TicketTokens } from "@/lib/gate/ticket-token";
import type { Recorder } from "@/lib/metrics/recorder";
import type { Store } from "@/lib/redis/store";
import type { ScanStorage } from "@/lib/scans/scans";
import type { Upstream } from "@/lib/upstream/port/upstream";
import type { CancelledTickets } from "./cancelled-tickets";

/** The services that the verbs work with. Only the runtime builds real ones. */
export type Services = {
  cache: Cache;
  /** Replies as sent, for the drop-in proxy. */
  keptReplies: KeptReplies;
  lastKnown: LastKnown;
  calendar: MarketCalendar;
  callers: Callers;
  pump: Pump;
  cancelledTickets: CancelledTickets;
  tokens: TicketTokens;
  upstream: Upstream;
  scans: ScanStorage;
  /** On a secondary: the deployment that has the quota and makes the calls. */
  primary?: Pick<Primary, "host" | "trouble" | "look" | "quota" | "api">;
  /** Counts events. Never awaited. */
  recorder: Recorder;
  clock: Clock;
  /** From when on an update of a day is its closing one. */
  closingFrom: LookSchedule["closingFrom"];
  /** `refreshableAt` of lib/cache with this deployment's cooldown. `now`: store ms. */
  refreshableAt(copy: Dated, now: number): number;
  facts: {
    store: Store["kind"];
    deployment: string;
    /** As configured; used while the store is unreachable. */
    limit: number;
    windowMs: number;
    /** The upstream's windows, the main one first. */
    windows: readonly QuotaWindow[];
    /** What the usual call (a symbol's summary) charges. */
    usualCharges: readonly Charge[];
  };
};
