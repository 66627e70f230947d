/**
 * Every number of the product, with its unit and its reason. Names end in their unit: `Ms`
 * milliseconds, `Seconds`, `Bytes`, `Percent`. Numbers that scale with the window are fractions of
 * it, because tests use short windows.
 */

/** This release, as in package.json. */
export const VERSION = "0.1.0";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** The gate. Comments in lib/gate explain its rules. */
export const gatePolicy = {
  /** Version of the stored state. Older code that reads a newer state makes no call. */
  schemaVersion: 5,
  /** Added to every slot's life, ms: covers packets in transit and the upstream's coarse clock. */
  toleranceMs: 100,
  /** Most windows of one API. The state stores each with its breaker and must stay small. */
  windowsMost: 8,
  /**
   * Most time from the request for a grant to the send, ms. After it the slot is given back unsent.
   */
  sendWithinMs: 5 * SECOND,
  /**
   * Added to sendWithin + upstreamTimeout, ms: how late an abort may be. No call arrives after
   * `hold`.
   */
  holdMarginMs: 2 * SECOND,
  /**
   * How often a call in flight checks both clocks, ms. After a machine's sleep it aborts an expired
   * call.
   */
  deadlineLookMs: 250,
  /**
   * Pause between two grants, in windows (250 ms at 60 s), so that a burst does not hit the API at
   * once.
   */
  spacingOfWindow: 1 / 240,
  /** Batch jobs may catch up at most this many pacing steps. Without it a scan runs 2 % slower. */
  pacingCredit: 3,
  /**
   * How late the instance with the turn may be before another one claims, in windows (1 s at 60 s).
   */
  turnGraceOfWindow: 1 / 60,
  /**
   * Priority steps that weigh as much as one round of the queue, and as one window of waiting:
   * score = enteredAt + priority * window / this (10 s a step at 60 s) + k * window.
   */
  prioritiesOfRound: 6,
  /** First priority of the batch lane, whose jobs are paced and leave the reserve free. */
  batchFromPriority: 7,
  /**
   * A longer wait counts as this long, ms. Beyond it, the difference does not matter for the turn.
   */
  staysMostMs: 10 * MINUTE,
  /**
   * An instance without a step for this long is not awake, in windows. Waiting instances step once
   * a window.
   */
  awakeOfWindow: 1.5,
  /** Ticket lease after its quoted wait when no client polls it, in windows (60 s at 60 s). */
  leaseOfWindow: 1,
  /** A lease is renewed only after this fraction of it, so that most steps write nothing. */
  renewedAfterOfLease: 1 / 4,
  /** When all steps are overdue by this, the store was away. In windows (15 s at 60 s). */
  absenceOfWindow: 1 / 4,
  /**
   * After an absence no lease ends for this long, so that every client can return. In windows (2
   * min at 60 s).
   */
  leasesKeptOfWindow: 2,
  /**
   * Calls one instance may have in flight. Several, so that one slow call does not delay a click.
   */
  inFlightMax: 6,
  /** Most calls for one job. Then it fails with the reason of the last one. */
  triesMax: 3,
  jobsMax: 500,
  ticketsMax: 1_000,
  /** The last places in the queue, reserved for callers without a ticket. */
  placesForNewcomers: 100,
  /** Tickets one caller may have, by lane. */
  ticketsPerCaller: { interactive: 10, standard: 30, batch: 8 },
  /** Requests for the same data get a recent failure for this long, ms. */
  negativeAnswerMs: 10 * SECOND,
  /** An unknown symbol stays unknown this long, ms. */
  unknownSymbolMs: 10 * MINUTE,
  /**
   * Data that the plan does not include is requested again after this, ms. For data without its own
   * breaker.
   */
  notIncludedMs: 10 * MINUTE,
  /** Landings remembered, so that a request that read an older snapshot makes no second call. */
  landingsRemembered: 64,
  /**
   * The lowest limit and the longest window of any instance's configuration count for this long,
   * ms.
   */
  configurationMemoryMs: 10 * MINUTE,
  /** The store's clock may go back by this, ms, before its writes count as lost. */
  clockToleranceMs: SECOND,
  /**
   * How far the store's clock may run ahead of an instance's: this, ms, plus the slew of clocks
   * (500 ppm). Less than `toleranceMs` per window, so that no slot frees early.
   */
  clockAheadMs: 50,
  clockDriftOfElapsed: 1 / 2_000,
  /** A step that reaches the store this late, ms, does nothing: its sender has timed out. */
  stepLateMs: 2 * SECOND,
  /**
   * Stored times are relative to a base, to pack in 32 bits, ms. They start at the first number, so
   * that 0 is long ago. Past the second one, 12 days later, the base moves when the gate is idle.
   */
  firstMomentMs: 2 ** 30,
  lastMomentMs: 2 ** 31,
  /** Expected duration of a call until latencies are known, ms. */
  usualLatencyMs: 500,
  /** Poll interval for results written by other instances, ms: fast at first, then every second. */
  landingReadFastMs: 200,
  landingReadFastForMs: 3 * SECOND,
  landingReadSlowMs: SECOND,
  /** The pump takes no step this long after a step failed, ms. */
  restAfterFaultMs: SECOND,
} as const;

/** The breakers. A rate-limit response without Retry-After opens a breaker for one window. */
export const breakerPolicy = {
  /** Longest open time, ms, no matter how many probes fail. */
  openMaxMs: 10 * MINUTE,
  /** Longest Retry-After of a rate limit that is followed, ms. The vendor was seen to send 15 min. */
  retryAfterMaxMs: 60 * MINUTE,
  /**
   * A breaker opens after this many failures in a row, or this many of the recent calls. Neither
   * happens by chance at a working upstream.
   */
  failuresInARow: 5,
  failuresOfRecent: 10,
  recentCalls: 20,
  /** First open time at a failing upstream, in windows (5 s at 60 s). */
  failingOfWindow: 1 / 12,
  /**
   * Time between probes of refused access, in windows (10 min at 60 s). Only a person can fix it.
   */
  notAllowedOfWindow: 10,
  /** Clean windows until a step that outside usage took is won back (20 min at 60 s). */
  stepSpanOfWindow: 20,
  /** Longest sleep while an admin holds calls or lowers the limit, in windows (5 s at 60 s). */
  controlledLookOfWindow: 1 / 12,
  /**
   * The span doubles each time the same step is refused again, up to this, in windows (2 h at 60
   * s).
   */
  stepSpanMaxOfWindow: 120,
} as const;

/** The shared store, Redis. */
export const storePolicy = {
  /** Budget for all store operations of one request, ms. */
  requestBudgetMs: 900,
  /**
   * Timeout of the gate's first try, ms. One replay with the same id gets the rest of the budget.
   */
  firstTryMs: 400,
  /** A command that times out drops its connection when that was silent for this long, ms. */
  silentMs: 300,
  /** Deadlines sleep in steps of this, ms, so that a blocked event loop counts as one step only. */
  deadlineNapMs: 100,
  /** After this many failures in a row, an instance pauses its requests to the store. */
  failuresBeforeRest: 3,
  restFirstMs: 2 * SECOND,
  restNextMs: 4 * SECOND,
  /** The same kind of store trouble is reported once in this time, ms. */
  troubleReportMs: 15 * MINUTE,
  /** How much to delete when the store is full, KB: two minutes of the largest answers. */
  roomKilobytes: 4_000,
  /** Lifetime of the key that tests whether the store accepts writes, ms. */
  readyKeptMs: MINUTE,
  /** Random fraction of a pause, so that instances do not return together. */
  restJitterOfRest: 0.2,
} as const;

/** Scans: many symbols at low priority, kept in the store. */
export const scanPolicy = {
  /**
   * Jobs of one scan in the queue at a time, so that scans share evenly and none fills the queue.
   */
  inQueue: 4,
  /** A scan continues for this long after someone viewed it, ms. Then it rests. */
  lookedAtMs: MINUTE,
  /**
   * Results are kept this long after the last view, ms. A deletion is remembered as long, so that
   * an instance with the scan in memory does not restore it.
   */
  keptMs: 24 * 60 * MINUTE,
  /** Scans per caller, a day's work. The ones that ended first make room for new ones. */
  keptPerCaller: 50,
  /**
   * KB per caller: the most its rows may need, and for ended scans what they needed. Room for two
   * scans of 200 curves, or one of 200 two-year histories, the largest possible.
   */
  keptKilobytesPerCaller: 30_000,
  /**
   * Limits for all callers together. The smallest stores hold 256 MB: scans use 120 of it (Redis
   * stores large texts in blocks up to a fifth larger), snapshots 72, everything else under 50. New
   * callers cost nothing, so a limit per caller is not enough.
   */
  keptInAll: 2_000,
  keptKilobytesInAll: 100_000,
  /** How soon to retry when there is no room for another scan, ms. Some may have ended by then. */
  crowdedRetryMs: MINUTE,
  /**
   * With this many events a scan can no longer be paused or retried. It allows four retries of a
   * scan that fails completely, and two hundred pauses. A failure is 300 bytes, little beside the
   * rows.
   */
  eventsBeside: 200,
  eventsPerRow: 8,
  /** How soon an instance notices what other instances did to a scan, ms. */
  syncMs: 2 * SECOND,
  /**
   * The same for a paused scan, ms. Only a person's act can change it, and each check costs a
   * command.
   */
  pausedSyncMs: 5 * SECOND,
  /** Shortest interval between two saved views of a scan, ms. */
  lookWrittenMs: 15 * SECOND,
  /** How soon to request a refused place again, ms. */
  refusedRetryMs: SECOND,
  /**
   * Size of the parts in which results go to and from the store, KB. Upstash plans allow 1 MB a
   * request or more, and quotes take two characters there.
   */
  pieceKilobytes: 480,
  /** Most KB that a row of each resource can take. For a history: by its span. */
  rowKilobytes: { gex: 2, curve: 72, expirations: 78 },
  historyKilobytes: { "5d": 11, "30d": 13, "180d": 32, "1y": 62, "2y": 113 },
  /**
   * An expected wait is reported again when it changed by more than this, ms, and by this fraction
   * of it.
   */
  waitNewsMs: 2 * SECOND,
  waitNewsOfWait: 0.1,
  /**
   * How long a scan continues in this instance after its stream ended, ms. Platforms end functions
   * at 300 s.
   */
  functionMs: 290 * SECOND,
  /** No instance waits for a scan to rest in this last part of a function's life, ms. */
  beforeLimitMs: 10 * SECOND,
} as const;

/** Snapshots, and when they count as stale. */
export const cachePolicy = {
  /** In session, the upstream has newer data this long after the snapshot's own time, ms. */
  sessionRefreshMs: 5 * MINUTE,
  /**
   * Shortest time between two fetches of the same data, ms, so that a frozen feed is not polled in
   * a loop.
   */
  fetchedFreshMs: MINUTE,
  /** The first snapshot dated this long after the close is the final one of the day, ms. */
  settlementAfterCloseMs: 15 * MINUTE,
  /** New open interest is published by then, so a request is worth it again (hour in New York). */
  preOpenHour: 8,
  /** How long the last snapshot is kept when no newer one can be loaded, ms. */
  keptMs: 7 * 24 * 60 * MINUTE,
  /** Limit for all snapshots with their names, KB: 600 two-year histories, or 30,000 summaries. */
  keptKilobytes: 60_000,
  /** Snapshots deleted with one command. */
  droppedAtOnce: 256,
  /** Shortest interval between two saved views of snapshots, ms. */
  lookNotedMs: MINUTE,
  /** A snapshot that was not read for this long is not in use, ms. */
  unlookedMs: 60 * MINUTE,
  /** How long a failure is kept for the waiters of other instances, ms. */
  failureKeptMs: 10 * MINUTE,
  /** A reply that changes once a day at most is fresh for this long, ms: descriptions of the API. */
  dailyFreshMs: 24 * 60 * MINUTE,
  /** A history is loaded again after this where the market never closes, ms. */
  historyFreshMaxMs: 24 * 60 * MINUTE,
  /**
   * Snapshots an instance keeps in memory in case the store is down, KB. A summary is 1 to 2 KB.
   */
  lastKnownKilobytes: 8_000,
  /** The watchlist draws a trend of this many days for its first symbols. A history is 16 KB. */
  trendDays: 30,
  trendSymbolsMost: 30,
  /**
   * Our own net GEX per symbol: one value a day for this many days, about 1 KB, and its lifetime,
   * ms.
   */
  trendFiguresKept: 31,
  trendKeptMs: 40 * 24 * 60 * MINUTE,
  /** Copies whose times an instance remembers in order to date the next one. About 200 B each. */
  basesRemembered: 2_000,
  /** Strikes or days in about one KB. */
  rowsInKilobyte: 8,
} as const;

/** When newer data can exist. A look is a stretch of a session in which the upstream publishes. */
export const cadencePolicy = {
  /**
   * The vendor's default: once in the first 40 minutes of a session and once in the last 40. Minutes
   * after midnight in New York.
   */
  looks: [
    { startMinute: 9 * 60 + 30, endMinute: 10 * 60 + 10 },
    { startMinute: 15 * 60 + 20, endMinute: 16 * 60 },
  ],
  /** Looks are written for a day that closes at this hour in New York. */
  regularCloseHour: 16,
  /** A symbol's own minute in a look is the median of its times in this many sessions. */
  sessionsRemembered: 10,
  /** Waits after unchanged replies in a look, ms. They keep a symbol at 5 calls a look. */
  unchangedWaitsMs: [3 * MINUTE, 6 * MINUTE, 12 * MINUTE],
  /** Next wait: until this long after the look, ms, for an update that is a little late. */
  afterLookMs: 5 * MINUTE,
  /** After that, an update that is missing is asked for this often, ms. */
  missingWaitMs: 30 * MINUTE,
  /** Once the day's last look is this far past, ms, the next session's first look is waited for. */
  missingAfterCloseMs: 2 * 60 * MINUTE,
  /** A look counts as missed this long after its end, ms. */
  missedAfterMs: 10 * MINUTE,
  /** An unchanged reply between looks closes Refresh for everyone for this long, ms. */
  unchangedClosesMs: 30 * MINUTE,
  /**
   * Data that comes every few minutes: a reply this old in session shows one missed update, and two,
   * ms.
   */
  frozenAfterMs: 15 * MINUTE,
  frozenLongAfterMs: 30 * MINUTE,
  /** Two as-of times of a symbol closer than this, ms, show that data comes more often. */
  oftenWithinMs: 60 * MINUTE,
  /** Such days are counted over this many sessions, and this many of them decide. */
  oftenSessions: 5,
  oftenDays: 2,
  /**
   * Once a session one copy of a resource is asked for again this long after its own time, ms, to
   * learn whether data comes more often. A reply as old as this shows that it does not.
   */
  probeAfterMs: 30 * MINUTE,
  /** Lifetime of what was learned, ms: over five sessions with any holidays between them. */
  learnedKeptMs: 14 * 24 * 60 * MINUTE,
  /** A copy that is being replaced by another process is dated again, at most this often. */
  datedTriesMost: 3,
} as const;

/** Age of the data as shown to people, in session only. */
export const agePolicy = {
  /**
   * For a history, which gains a day at each close, ms. A long weekend with a holiday is within it.
   */
  dailyAmberAfterMs: 4 * 24 * 60 * MINUTE,
} as const;

/**
 * Thresholds of the market readings. They are conventions, not measured odds. Those without a named
 * source come from AlphaGEX's trap detector, which its users know.
 */
export const insightPolicy = {
  /** Spot this close to the flip is at the flip, percent of spot. */
  flipNearPercent: 0.5,
  /** Spot this close to a wall may be held there, percent of spot. The detector's pin. */
  wallNearPercent: 2,
  /** When this share of gamma expires together, the market changes after it. */
  expiringShare: 0.5,
  /** Expirations within this many calendar days count as soon. */
  expiringSoonDays: 5,
  /**
   * Liberation: a call wall this close (percent), with more than this share of its gamma expiring
   * soon.
   */
  liberationNearPercent: 3,
  liberationShare: 0.7,
  /**
   * False floor: a put wall this close (percent), with more than this share of its gamma expiring
   * soon.
   */
  falseFloorNearPercent: 5,
  falseFloorShare: 0.6,
  /**
   * And no other expiration may hold the floor: less than this share expires after the soon days
   * and within this many calendar days. The detector's own numbers.
   */
  falseFloorNextShare: 0.3,
  falseFloorNextDays: 14,
  /** A wall farther than this many 1-week expected moves is out of reach. */
  wallReachWeeks: 2,
  /**
   * Net GEX counts as large from this share of average daily volume on (GEX in shares / volume).
   * Our own choice, since no limit is published. It divides SPY's −$1.02B of 2025-11-14 (0.003)
   * from its −$2.59B of the next session (0.007). AAPL has 0.061 in the recorded reply.
   */
  gammaSizeShare: 0.005,
  /**
   * Put/call ratio of open interest, rule of thumb of options sites: call-heavy below, put-heavy
   * above.
   */
  callHeavyRatio: 0.7,
  putHeavyRatio: 1,
  /**
   * A ratio within this percentage of its own level 30 and 60 days earlier is usual for the symbol.
   * Our own choice: index ETFs stay above 1 all year.
   */
  crowdingUsualPercent: 10,
  /**
   * Put volatility over call volatility at equal distance. Puts are usually richer, so below 1 is
   * notable.
   */
  evenVolatilityRatio: 1,
  /** Skew this close to its own baseline is usual for the symbol: one volatility point. */
  skewUsualPoints: 0.01,
  /**
   * The same where only the ratio is known: percent of the symbol's own mean. One volatility point
   * is 3.4% of an IV of 29%, that of AAPL in the recorded reply.
   */
  skewUsualPercent: 3.5,
  /** Fewest days of a mean ratio: a month of trading, as for realized volatility. */
  skewMeanDaysMin: 20,
  /**
   * A mean over this many times the ratio, or under that part of it, is in another unit. The
   * recorded reply has a ratio of 1.095 beside a baseline of 0.218.
   */
  skewMeanTimesMost: 2,
  /** Wilder's own values for his index (1978): 14 days, overbought above 70, oversold below 30. */
  relativeStrengthDays: 14,
  overbought: 70,
  oversold: 30,
  /**
   * Most calendar days between two trading days, holidays included. A longer gap means missing
   * days.
   */
  dayGapMax: 5,
} as const;

/** Limits for callers. */
export const callerPolicy = {
  floodWindowSeconds: 10,
  newCookiesPerAddress: 600,
  /** All new cookies together where the address is unknown. */
  newCookiesInAll: 6_000,
  newCookiesWindowSeconds: 600,
  unknownSymbolsPerCaller: 5,
  unknownSymbolsWindowSeconds: 600,
  /** Lifetime of the caller's and the member's cookie, the longest that browsers allow. */
  cookieDays: 400,
  /** Wrong passphrases in 15 min: per browser that signed in before, per known address, in all. */
  loginFailuresPerDevice: 5,
  loginFailuresPerAddress: 5,
  loginFailuresInAll: 100,
  loginWindowSeconds: 900,
  /**
   * Where the address is unknown: after this many failures the wait doubles with each, from 1 s to
   * 60 s.
   */
  loginFreeFailures: 5,
  loginDelayMaxMs: MINUTE,
  passphraseBytesMax: 1_024,
} as const;

/** Metrics. */
export const metricsPolicy = {
  /** Most age of the history shown, ms. One read of the store serves all viewers. */
  copyMs: { "15m": SECOND, "1h": SECOND, "24h": 10 * SECOND, "7d": 30 * SECOND },
  /** Callers counted individually per hour. The rest are summed. */
  callersPerHour: 200,
  /** Callers counted individually in this process until it flushes. */
  callersCounted: 1_000,
  /** How many of the last calls and of the last breaker changes are kept individually. */
  recentCalls: 100,
  recentEvents: 200,
  /** Flush interval without a call while requests arrive, ms. A call flushes at once. */
  flushMs: 10 * SECOND,
  /** Every this many flushes are folded into the hours: one command each, and 12 for the fold. */
  foldedAt: 64,
  /** Most flushes folded at once. The log may be longer after an outage. */
  foldedMost: 512,
  /** Longest exclusive claim to fold, ms, in case the process that folds dies. */
  foldClaimMs: 5 * SECOND,
  /** Flushes kept in a log that no process can fold, about 1 KB each. */
  logMost: 2_048,
  hoursKeptMs: 31 * 24 * 60 * MINUTE,
  /** Minutes of one day, plus the hour in which the day began, ms. */
  minutesKeptMs: 25 * 60 * MINUTE,
  /** Folding removes flushes. This removes those in an abandoned store, ms. */
  logKeptMs: 31 * 24 * 60 * MINUTE,
  /** A process that has not reported for this long no longer counts, ms. */
  instanceKeptMs: 5 * MINUTE,
  /** How long a deployment is remembered as gone, ms. */
  deploymentKeptMs: 7 * 24 * 60 * MINUTE,
  deploymentsMost: 50,
  instancesMost: 300,
} as const;

/** Deployments: each process reports while it serves requests, at most every 10 s. */
export const fleetPolicy = {
  /** Late: long enough that a quiet minute does not count. Gone: not expected back. */
  lateAfterMs: 75 * SECOND,
  goneAfterMs: 5 * MINUTE,
  /** How often a secondary in use reports to its primary, ms. */
  heartbeatMs: 30 * SECOND,
  /** How long a secondary leaves a primary alone that did not respond, ms. Then a request tries. */
  primaryRestMs: 2 * SECOND,
  /**
   * A request that takes longer is watched by pings, ms: the primary may be frozen. With a ping that
   * gets no answer it ends within 1 s where saved data can be shown, else within 5 s.
   */
  primaryPingAfterMs: 250,
  primaryPingMs: { withCopies: 600, withoutCopies: 4_700 },
  /** How often a longer wait is watched, ms. */
  primaryPingEveryMs: 5 * SECOND,
  /** How long a page waits for the primary's quota, ms, and how long that is new, then known. */
  primaryStatusMs: 800,
  primaryQuotaFreshMs: SECOND,
  primaryQuotaKnownMs: MINUTE,
  /** How long the start waits for the primary, ms. */
  primaryStartMs: 2 * SECOND,
  /** How long a heartbeat is kept, ms, and how many of them. */
  heartbeatKeptMs: 24 * 60 * MINUTE,
  heartbeatsMost: 100,
} as const;

/** Alerts, by webhook. */
export const alertPolicy = {
  /** One alert per cause in this time, over all processes, ms. */
  onceMs: 15 * MINUTE,
  /** How soon any process retries an alert that the receiver did not accept, ms. */
  retryMs: MINUTE,
  /** The quota counts as low after low readings for this long, ms. */
  lowForMs: 5 * MINUTE,
  /** Readings further apart than this say nothing about the time between, ms. */
  lookGapMs: 90 * SECOND,
  /** How often deployments are checked when alerts have a receiver, ms. */
  fleetLookMs: MINUTE,
  /** Timeout of a receiver, ms. Nothing waits for it. */
  timeoutMs: 5 * SECOND,
} as const;

/** Access keys, which let scripts and other deployments in. */
export const keyPolicy = {
  /** Access keys of a deployment: more than a team's scripts and deployments need. */
  keysMost: 100,
  /** The last use of a key is written at most this often, ms, so that requests cost no writes. */
  useNotedMs: MINUTE,
  /** Names of keys in Admin and in the log are read again after this, ms. */
  namesKeptMs: 10 * SECOND,
  /** Longest text of `X-Gammagate-Caller`, which names a person of a deployment. */
  personCharactersMax: 64,
} as const;

/** Admin. */
export const adminPolicy = {
  /** Length of a session, hours: an admin signs in once a working day. */
  sessionHours: 12,
  /** How often a stream checks its session, ms. It ends when the session was closed. */
  sessionCheckMs: 10 * SECOND,
  /** The audit log keeps this many acts, for this long, ms. */
  auditEntries: 500,
  auditKeptMs: 90 * 24 * 60 * MINUTE,
  /** Update interval of the dashboard's stream, ms. */
  updateMs: 2 * SECOND,
} as const;

/** The upstream. */
export const upstreamPolicy = {
  /** Longest timeout that may be configured for a call, ms. */
  timeoutMaxMs: 20 * SECOND,
  /**
   * Longest time to connect, ms. Less than `sendWithin`, so that a slow connection differs from a
   * late call.
   */
  connectWithinMs: 4 * SECOND,
  /** v1, calls a window: realtime endpoints in regular trading hours, all endpoints at weekends. */
  v1RealtimeLimit: 2,
  v1WeekendLimit: 2,
  /** v2, calls a calendar month, all endpoints. */
  v2MonthLimit: 1_000_000,
  /**
   * The vendor does not say in which zone its month begins. Months begin up to 14 h before UTC's in
   * the easternmost zones and up to 12 h after in the westernmost. Within 14 h of UTC's change a
   * call counts in both months, so that neither limit is exceeded in any zone.
   */
  v2MonthZone: "UTC",
  v2MonthMarginMs: 14 * 60 * MINUTE,
  /** v2, calls a window: the expensive endpoints (curves). */
  v2ExpensiveLimit: 5,
  /**
   * How far a schedule of limits reaches to both sides, ms. An instance's clock may be off by this
   * much.
   */
  scheduleReachMs: 2 * 24 * 60 * MINUTE,
  /** How often the schedule is computed again, ms. */
  scheduleKeptMs: 60 * MINUTE,
  /** Most bytes read of a body. */
  bodyBytesMax: 1024 * 1024,
  /** The vendor's errors are short. A longer body is data or a page, and is not searched for words. */
  errorCharactersMax: 2_000,
  /**
   * Symbols requested of a list of setups, and kept of it: the vendor's most, and those of one scan.
   * At most 130 B each.
   */
  setupsMost: 200,
  /** Priority of calls of the drop-in proxy that no page makes: as of a curve. */
  proxyPriority: 5,
  /** Strikes kept of a curve, those nearest to spot. At most 71 KB. */
  strikesKept: 500,
  /**
   * Points kept of a history by its span, the latest ones. Enough for one a day, at most 210 B
   * each.
   */
  pointsKept: { "5d": 50, "30d": 60, "180d": 150, "1y": 300, "2y": 550 },
  /**
   * Gamma parts that miss their total by more than this fraction (rounding) are not parts of it.
   */
  partsOffMost: 0.01,
  /** Longest Retry-After that is accepted, seconds. */
  retryAfterMaxSeconds: 3_600,
  /** The demo market's own strict limit, so that an error of the gate becomes visible. */
  demoLimit: 20,
  demoWindowMs: MINUTE,
  /** Response time of the demo market, ms, as seen at a real one. */
  demoLatencyMs: { min: 150, max: 600 },
} as const;

/** Requests and streams. */
export const httpPolicy = {
  bodyBytesMax: 32 * 1024,
  bodyDepthMax: 5,
  urlCharactersMax: 2_048,
  waitDefaultSeconds: 10,
  waitMaxSeconds: 75,
  /** Of the drop-in proxy, seconds: the vendor's own client gives up after 30. */
  proxyWaitDefaultSeconds: 20,
  heartbeatMs: 15 * SECOND,
  /** First bytes of a stream, so that buffering browsers show it at once. */
  streamPaddingBytes: 2_048,
  streamsPerCaller: 6,
  /** Streams per network address: enough for a team, but not all of them. */
  streamsPerHouse: 60,
  streamsPerInstance: 200,
  /** Streams reserved for admins when visitors have taken all others. */
  streamsKeptForAdmins: 20,
  /** Streams end before a platform's limit of 300 s would cut them, ms. */
  streamLifeMs: 280 * SECOND,
  /** How long ended tickets can be read, ms. */
  endedTicketKeptMs: 10 * MINUTE,
  /** Shutdown time after SIGTERM, beyond the call in flight, ms. */
  shutdownMs: 5 * SECOND,
  /** Retry-After when the store failed, seconds. An instance is back within this. */
  storeRetrySeconds: 5,
  /** Wait for the next slot that is reported while the store is down, seconds. */
  unknownSlotSeconds: 1,
  /** How often a ticket stream reads an answer that the store did not return yet, ms. */
  ticketRereadMs: SECOND,
  /** A ticket stream sends a new wait when it differs from the countdown by more than this, ms. */
  waitNewsMs: SECOND,
  /** Bytes of a stream that may wait for a slow reader, and for how long, ms. */
  streamBufferBytes: 64 * 1024,
  streamSlowReaderMs: 10 * SECOND,
  /**
   * Size of the parts in which a large JSON answer is written, characters. A history row is 95 KB.
   */
  streamedPieceCharacters: 16 * 1024,
  /** Retry-After of a refused stream, seconds. Meanwhile clients poll. */
  streamRefusedRetrySeconds: 60,
  /** How long browsers wait before they reopen a dropped stream, ms. */
  streamRetryMs: 3 * SECOND,
  eventIdCharactersMax: 64,
  /** Poll interval for idle connections during shutdown, ms. */
  shutdownPollMs: 50,
  /**
   * How often a stream of all tickets looks for new ones from other instances, ms. A look costs no
   * slot. It rests first, then joins the next step, and takes its own step only when there is none.
   * With 4 instances this makes at most 2 steps a call, of the 5 allowed.
   */
  ticketsLookMs: 8 * SECOND,
  ticketsRestMs: 2 * SECOND,
  /** Most age of a status answer, ms. One look at the store serves all requests. */
  statusCopyMs: SECOND,
} as const;

/** The browser. Nothing here makes an API call: only a click does. */
export const browserPolicy = {
  /** Redraw interval of ages and countdowns, ms. */
  tickMs: SECOND,
  /** When the wall clock is this far ahead of the monotonic one, ms, the machine slept. */
  sleepLeastMs: 2 * SECOND,
  /** How often a visible tab reads the quota, ms. The read is free. */
  statusReadMs: MINUTE,
  /** How long a quota reading or scan estimate is trusted, ms: two polling intervals. */
  quotaKnownMs: 2 * MINUTE,
  /** A click waits this long for its data, then shows its place in the queue, seconds. */
  askWaitSeconds: 2,
  /** Without a stream, each read of a ticket waits this long for news, seconds. */
  ticketWaitSeconds: 10,
  /** A stream without a ticket event for this long is closed, ms. The tickets are then read. */
  streamSilenceMs: 20 * SECOND,
  /**
   * How long a tab's other requests wait for the first answer, which sets the caller's cookie, ms.
   */
  firstAnswerMs: SECOND,
  /**
   * A ticket that arrives while a stream is open is read once after this, ms. It may end before the
   * stream's own next look (`ticketsLookMs`), and then no stream reports it.
   */
  lateTicketMs: 9 * SECOND,
  /** Delay before a stream is reopened after a failure, ms. It doubles up to the second number. */
  followRestFirstMs: SECOND,
  followRestMostMs: 16 * SECOND,
  /** Without a stream, a scan is read this often, ms. The read is free and counts as a view. */
  scanReadMs: MINUTE,
  /** Pause in typing before a scan's cost is requested, ms. The request is free. */
  scanEstimateRestMs: 400,
  /** How long a new row is highlighted, ms. It is not highlighted again when it moves later. */
  scanNewsMs: 2 * SECOND,
  /** Most reads of a reading that lags behind its parts, over 2 + 4 + 8 + 16 s. Each is free. */
  readingTriesMost: 5,
  /**
   * Snapshots looked up when symbols are added, one free read each. The others load at the next
   * visit.
   */
  cachedReadsMost: 20,
  /**
   * A server time this far behind the estimate, ms, means that the clock was corrected, not a slow
   * answer.
   */
  clockSetBackMs: 10 * SECOND,
} as const;

/** The command find-timers, which reads the source of other frontends. */
export const findTimersPolicy = {
  /** Larger files are data or build output, bytes. */
  fileBytesMost: 1_000_000,
  /** Mean length of a line above which a program wrote the file, characters. People stay under 80. */
  minifiedLineCharacters: 400,
} as const;
