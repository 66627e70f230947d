/**
 * Every number of the product, with its unit and its reason.
 * Names end in their unit: `Ms` milliseconds, `Seconds`, `Bytes`, `Percent`.
 * What must scale with the window (tests use short ones) is given as a fraction of it.
 */

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** The gate: its rules are argued in the comments of lib/gate. */
export const gatePolicy = {
  /** Version of the stored state: older code that meets a newer state makes no call. */
  schemaVersion: 4,
  /** Added to every slot's life: packets in flight, and the coarseness of the upstream's clock. */
  toleranceMs: 100,
  /** After asking for a grant: later than this the call is not sent and the slot is given back. */
  sendWithinMs: 5 * SECOND,
  /** Added to sendWithin + upstreamTimeout: what an abort may lag. No arrival outlives `hold`. */
  holdMarginMs: 2 * SECOND,
  /** Between two grants, as a fraction of the window (250 ms of 60 s): a burst is not a hammer. */
  spacingOfWindow: 1 / 240,
  /** So many pacing steps that batch jobs are late may be made up for: else a scan loses 2 % to them. */
  pacingCredit: 3,
  /** How late a turn-holder may be before another instance takes over (1 s of 60 s). */
  turnGraceOfWindow: 1 / 60,
  /**
   * Steps of priority that weigh as much as one round of the line, and as one window of waiting:
   * score = enteredAt + priority * window / this (10 s a step of 60 s) + k * window.
   */
  prioritiesOfRound: 6,
  /** The batch lane: what is paced, and leaves the reserve free. */
  batchFromPriority: 7,
  /** A ticket lives this long past the wait it was told, without being looked at (60 s of 60 s). */
  leaseOfWindow: 1,
  /** Calls one instance may have under way: one slow call must not hold up a click. */
  inFlightMax: 6,
  /** A job is called at most this often; then it fails with its reason. */
  triesMax: 3,
  jobsMax: 500,
  ticketsMax: 1_000,
  /** The last places in line are for callers who have nothing there yet. */
  placesForNewcomers: 100,
  /** Tickets one caller may hold, by lane. */
  ticketsPerCaller: { interactive: 10, standard: 30, batch: 8 },
  /** A failure is shared with everyone who asks for the same within this (10 s). */
  negativeAnswerMs: 10 * SECOND,
  /** An unknown symbol stays unknown this long. */
  unknownSymbolMs: 10 * MINUTE,
  /** What the subscription does not include, where no breaker is its own, is asked for again after this. */
  notIncludedMs: 10 * MINUTE,
  /** Landings remembered, so that an ask that read an old copy does not call again. */
  landingsRemembered: 64,
  /** The lowest limit and the longest window that any instance was configured with count this long. */
  configurationMemoryMs: 10 * MINUTE,
  /** The store's clock may go back by this before its writes count as lost. */
  clockToleranceMs: SECOND,
  /** It may run ahead of an instance's own by this, and by what clocks are slewed (500 ppm): less than
   *  `tolerance` in a window, so that no slot frees before its time. */
  clockAheadMs: 50,
  clockDriftOfElapsed: 1 / 2_000,
  /** A step that reaches the store so late was given up by its sender long before: it does nothing. */
  stepLateMs: 2 * SECOND,
  /**
   * Stored times are relative to a base, to pack in 32 bits. They begin at the first of these, so that
   * 0 is long ago; the base moves in an idle moment after the second, 12 days later.
   */
  firstMomentMs: 2 ** 30,
  lastMomentMs: 2 ** 31,
  /** Until latencies are known, a call is expected to take this (ms). */
  usualLatencyMs: 500,
  /** Landings made elsewhere: looked for this often, then each second. */
  landingReadFastMs: 200,
  landingReadFastForMs: 3 * SECOND,
  landingReadSlowMs: SECOND,
} as const;

/** The breakers. A limit answer without Retry-After opens for one window. */
export const breakerPolicy = {
  /** However often its probes fail, and whatever Retry-After says. */
  openMaxMs: 10 * MINUTE,
  /** So many failures in a row, or of the recent calls, open it: no upstream fails so by chance. */
  failuresInARow: 5,
  failuresOfRecent: 10,
  recentCalls: 20,
  /** A failing upstream is left alone this long at first (5 s of 60 s). */
  failingOfWindow: 1 / 12,
  /** Refused access is probed this often (10 min of 60 s): only a person can mend it. */
  notAllowedOfWindow: 10,
  /** A step of the limit that outside usage took is won back after this many clean windows (20 min). */
  stepSpanOfWindow: 20,
  /** While an admin holds calls or a limit: how long nobody may sleep past it (5 s of 60 s). */
  controlledLookOfWindow: 1 / 12,
  /** Doubled each time the same step is refused again, up to this (2 h). */
  stepSpanMaxOfWindow: 120,
} as const;

/** The shared store, Redis. */
export const storePolicy = {
  /** All store operations of one request share this. */
  requestBudgetMs: 900,
  /** The gate's first try; one replay with the same id gets what is left of the budget. */
  firstTryMs: 400,
  /** Deadlines are slept in naps of this: a stuck event loop counts as one of them. */
  deadlineNapMs: 100,
  /** After this many failures in a row an instance leaves the store alone for a while. */
  failuresBeforeRest: 3,
  restFirstMs: 2 * SECOND,
  restNextMs: 4 * SECOND,
  /** Trouble of one kind is told of once in this time. */
  troubleToldMs: 15 * MINUTE,
  /** Part of a rest that is random, so that instances do not come back together. */
  restJitterOfRest: 0.2,
} as const;

/** Scans: many symbols, low in the line, kept in the store. */
export const scanPolicy = {
  /** Jobs of one scan in line at a time: scans share evenly, and none fills the line. */
  inLine: 4,
  /** After a look a scan moves so long, then it rests. */
  lookedAtMs: MINUTE,
  /**
   * Results are kept so long after the last look; and that one was deleted is known as long, so that
   * no instance which still has it in hand brings it back.
   */
  keptMs: 24 * 60 * MINUTE,
  /** Of one caller: what a day's work makes. Those that ended longest ago make room for new ones. */
  keptPerCaller: 50,
  /** Of one caller, by what their rows may come to: two scans of 200 curves, the largest there are. */
  keptKilobytesPerCaller: 24_000,
  /**
   * Of all callers, counted the same: a full store would stop the gate, and the smallest there are
   * hold 256 MB. Callers cost nothing to make, so what each may keep does not bound what all do.
   */
  keptInAll: 2_000,
  keptKilobytesInAll: 200_000,
  /** Where there is no room for another scan it is asked for again after this: some may have ended. */
  crowdedRetryMs: MINUTE,
  /**
   * From so many events on a scan is neither paused nor retried: four retries of one that fails whole
   * fit, and two hundred pauses. A failure is 300 bytes: they come to little beside what rows hold.
   */
  eventsBeside: 200,
  eventsPerRow: 8,
  /** What other instances did to a scan is noticed within this. */
  syncMs: 2 * SECOND,
  /** The same of one that is paused: only somebody's act can be news, and each look costs a command. */
  pausedSyncMs: 5 * SECOND,
  /** A look is written down when the last one is so old. */
  lookWrittenMs: 15 * SECOND,
  /** A place that was refused is asked for again after this. */
  refusedRetryMs: SECOND,
  /** Results go to and from the store in pieces of about so much; and what a row of each takes. */
  pieceKilobytes: 480,
  rowKilobytes: { gex: 1, curve: 60, history: 16, expirations: 60 },
  /** A wait that is told is told again when it is off by more than this, and by this part of it. */
  waitNewsMs: 2 * SECOND,
  waitNewsOfWait: 0.1,
  /** After a stream has ended its scan goes on here at most until this: a platform's limit is 300 s. */
  functionMs: 290 * SECOND,
  /** Nobody waits here for a scan to rest in the last part of what the platform lets a function live. */
  beforeLimitMs: 10 * SECOND,
} as const;

/** Snapshots and what counts as old. */
export const cachePolicy = {
  /** In session the upstream has something newer this long after its own time. */
  sessionRefreshMs: 5 * MINUTE,
  /** Never asked again sooner than this after a fetch: a frozen feed is not asked in a loop. */
  fetchedFreshMs: MINUTE,
  /** After the close, the first copy dated this much later is the day's last word. */
  settlementAfterCloseMs: 15 * MINUTE,
  /** New open interest is out by then: the next question is worth asking (08:00 New York). */
  preOpenHour: 8,
  /** How long the last copy is kept for when nothing newer can be had. */
  keptMs: 7 * 24 * 60 * MINUTE,
  /** A failure noted for those who wait for it elsewhere. */
  failureKeptMs: 10 * MINUTE,
  /** A history is asked for again after this where the market never closes. */
  historyFreshMaxMs: 24 * 60 * MINUTE,
  /** What an instance remembers for the time when the store is down: a headline is about 1 KB. */
  lastKnownKilobytes: 8_000,
  /** The watchlist draws the trend of this many days, of its first symbols: a history is 16 KB. */
  trendDays: 30,
  trendSymbolsMost: 30,
  /** Our own net GEX of a symbol: one figure a day, of so many days, about 1 KB; and its life. */
  trendFiguresKept: 31,
  trendKeptMs: 40 * 24 * 60 * MINUTE,
  /** Strikes or days in about one KB. */
  rowsInKilobyte: 8,
} as const;

/** Age of the figures as people see it, in session only. */
export const agePolicy = {
  amberAfterMs: 10 * MINUTE,
  bandAfterMs: 30 * MINUTE,
  /** Of a history, which gains a day at each close: a long weekend with its holiday parts two. */
  dailyAmberAfterMs: 4 * 24 * 60 * MINUTE,
} as const;

/**
 * What readings of the market compare with. They are conventions, not measured odds: those without
 * a source of their own are AlphaGEX's trap detector's, which its users know.
 */
export const insightPolicy = {
  /** Spot this near the flip is at it, percent of spot. */
  flipNearPercent: 0.5,
  /** Spot this near a wall may be held there, percent of spot: the detector's pin. */
  wallNearPercent: 2,
  /** From this share of gamma expiring together on, the market after it is another one. */
  expiringShare: 0.5,
  /** Expirations within so many calendar days count as soon. */
  expiringSoonDays: 5,
  /** A call wall this near (percent), of which more than this share expires soon: liberation. */
  liberationNearPercent: 3,
  liberationShare: 0.7,
  /** A put wall this near (percent), of which more than this share expires soon: a false floor. */
  falseFloorNearPercent: 5,
  falseFloorShare: 0.6,
  /** Put/call ratio of open interest, rule of thumb of options sites: call-heavy below, put-heavy above. */
  callHeavyRatio: 0.7,
  putHeavyRatio: 1,
  /** Volatility of puts over that of calls as far out: puts are usually dearer, so below 1 is news. */
  evenVolatilityRatio: 1,
  /** Wilder's own figures for his index (1978): over 14 days, high over 70, low under 30. */
  relativeStrengthDays: 14,
  overbought: 70,
  oversold: 30,
  /** No weekend with its holidays parts two trading days by more: a longer gap is missing days. */
  dayGapMax: 5,
} as const;

/** What callers may ask of us. */
export const callerPolicy = {
  floodWindowSeconds: 10,
  newCookiesPerAddress: 600,
  /** All new cookies where no address is known. */
  newCookiesInAll: 6_000,
  newCookiesWindowSeconds: 600,
  unknownSymbolsPerCaller: 5,
  unknownSymbolsWindowSeconds: 600,
  /** The life of the caller's and the member's cookie: the longest that browsers keep one. */
  cookieDays: 400,
  /** Wrong passphrases: per known address, and in all, in 15 min. */
  loginFailuresPerAddress: 5,
  loginFailuresInAll: 100,
  loginWindowSeconds: 900,
  /** Where no address is known: from here on each failure doubles the wait, from 1 s to 60 s. */
  loginFreeFailures: 5,
  loginDelayMaxMs: MINUTE,
  passphraseBytesMax: 1_024,
} as const;

/** What happened, counted. */
export const metricsPolicy = {
  /** How old what is shown of the past may be: one read of the store serves all who look. */
  copyMs: { "15m": SECOND, "1h": SECOND, "24h": 10 * SECOND, "7d": 30 * SECOND },
  /** Callers told apart in one hour; the rest are summed up. */
  callersPerHour: 200,
  /** And in this process until it flushes. */
  callersCounted: 1_000,
  /** The last calls, and the last changes of the breakers, that are kept one by one. */
  recentCalls: 100,
  recentEvents: 200,
  /** Without a call what was counted is sent this often, while anybody asks; with one, at once. */
  flushMs: 10 * SECOND,
  /** So many flushes are folded into the hours: one command each, and 10 for all of them. */
  foldedAt: 64,
  hoursKeptMs: 31 * 24 * 60 * MINUTE,
  /** A day by the minute, and the hour it began in. */
  minutesKeptMs: 25 * 60 * MINUTE,
  /** Folded flushes are gone; others are left by a store that nobody uses any more. */
  logKeptMs: 31 * 24 * 60 * MINUTE,
  /** A process that was not heard of for this long no longer counts as one. */
  instanceKeptMs: 5 * MINUTE,
  /** A deployment is remembered as gone this long. */
  deploymentKeptMs: 7 * 24 * 60 * MINUTE,
  deploymentsMost: 50,
  instancesMost: 300,
} as const;

/** Deployments: each process tells of itself while it serves requests, every 10 s at most. */
export const fleetPolicy = {
  /** Long enough that a quiet minute is no news; and then it is taken to be gone. */
  lateAfterMs: 75 * SECOND,
  goneAfterMs: 5 * MINUTE,
} as const;

/** Alerts, by webhook. */
export const alertPolicy = {
  /** One for each cause in this time, over all processes. */
  onceMs: 15 * MINUTE,
  /** One that the receiver did not take is sent again after this, by whoever comes first. */
  retryMs: MINUTE,
  /** A quota that was low in every look for so long. */
  lowForMs: 5 * MINUTE,
  /** Looks further apart than this say nothing of the time between. */
  lookGapMs: 90 * SECOND,
  /** Deployments are looked at this often, where alerts go anywhere. */
  fleetLookMs: MINUTE,
  /** A receiver that does not answer is left: nobody waits for it. */
  timeoutMs: 5 * SECOND,
} as const;

/** The control room. */
export const adminPolicy = {
  /** An admin signs in once a working day. */
  sessionHours: 12,
  /** A stream looks this often whether its session is still open: one that was closed ends then. */
  sessionCheckMs: 10 * SECOND,
  /** The audit keeps so many acts, for so long. */
  auditEntries: 500,
  auditKeptMs: 90 * 24 * 60 * MINUTE,
  /** The dashboard's stream. */
  updateMs: 2 * SECOND,
} as const;

/** The upstream's side. */
export const upstreamPolicy = {
  /** The longest deadline a call may be configured with. */
  timeoutMaxMs: 20 * SECOND,
  /** v1, calls a window: of the realtime endpoints in regular trading hours, of all at weekends. */
  v1RealtimeLimit: 2,
  v1WeekendLimit: 2,
  /** v2, calls a window: of the expensive endpoints (curves). */
  v2ExpensiveLimit: 5,
  /** How far a schedule of limits reaches to both sides: an instance's clock may be off by this. */
  scheduleReachMs: 2 * 24 * 60 * MINUTE,
  /** And how often it is made anew. */
  scheduleKeptMs: 60 * MINUTE,
  /** A body is cut here. */
  bodyBytesMax: 1024 * 1024,
  /** Strikes kept of a curve, those nearest to spot: about 60 KB. */
  strikesKept: 500,
  /** Of the gamma: what is off its total by more than rounding is no part of that total. */
  partsOffMost: 0.01,
  /** Retry-After is believed up to this. */
  retryAfterMaxSeconds: 600,
  /** The demo market's own strict limit, so that a fault of the gate shows. */
  demoLimit: 20,
  demoWindowMs: MINUTE,
  /** How long the demo market takes to answer: what people see of a real one. */
  demoLatencyMs: { min: 150, max: 600 },
} as const;

/** Requests and streams. */
export const httpPolicy = {
  bodyBytesMax: 32 * 1024,
  bodyDepthMax: 5,
  urlCharactersMax: 2_048,
  waitDefaultSeconds: 10,
  waitMaxSeconds: 75,
  heartbeatMs: 15 * SECOND,
  /** First bytes of a stream, so that buffering browsers show it at once. */
  streamPaddingBytes: 2_048,
  streamsPerCaller: 6,
  streamsPerInstance: 200,
  /** Ended before a platform's limit of 300 s would cut it. */
  streamLifeMs: 280 * SECOND,
  /** Ended tickets can be read this long. */
  endedTicketKeptMs: 10 * MINUTE,
  /** After SIGTERM, beyond the call under way. */
  shutdownMs: 5 * SECOND,
  /** Told to wait when the store failed: an instance is back within this. */
  storeRetrySeconds: 5,
  /** Bytes of a stream that wait for a slow reader, and how long it may leave them there. */
  streamBufferBytes: 64 * 1024,
  streamSlowReaderMs: 10 * SECOND,
  /** A refused stream is asked for again after this; meanwhile clients poll. */
  streamRefusedRetrySeconds: 60,
  /** What browsers wait before they open a dropped stream again. */
  streamRetryMs: 3 * SECOND,
  eventIdCharactersMax: 64,
  /** While going down: how often idle connections are looked for. */
  shutdownPollMs: 50,
  /**
   * A stream of all my tickets looks this often for new ones that other instances gave; a look costs
   * no slot. It rests first, then takes part in the next step that is taken anyway, and asks for one
   * of its own only without: with 4 instances these are at most 2 steps a call, of the 5 there may be.
   */
  ticketsLookMs: 8 * SECOND,
  ticketsRestMs: 2 * SECOND,
  /** A status answer may be this old: it costs one look at the store for all who ask. */
  statusCopyMs: SECOND,
} as const;

/** The browser's side. None of these ever spends: only a press does. */
export const browserPolicy = {
  /** Ages and countdowns are drawn again this often. */
  tickMs: SECOND,
  /** The wall clock this far ahead of the forward-only one between two looks: the machine slept. */
  sleepLeastMs: 2 * SECOND,
  /** The quota's status is read again this often while the tab is looked at; it is free. */
  statusReadMs: MINUTE,
  /** What was told of the quota, or of a scan's cost, is counted on for so long: two reads of it. */
  quotaKnownMs: 2 * MINUTE,
  /** A press waits this long for its answer, then shows its place in line instead. */
  askWaitSeconds: 2,
  /** Without a stream, each read of a ticket waits this long for news. */
  ticketWaitSeconds: 10,
  /** A stream that tells nothing of any ticket for this long is left, and the tickets are read. */
  streamSilenceMs: 20 * SECOND,
  /**
   * A ticket that came while a stream was open is read once after this: it may end before the
   * stream's own next look (`ticketsLookMs`), and then no stream tells of it.
   */
  lateTicketMs: 9 * SECOND,
  /** Before following again after a failure: doubled each time, up to the second number. */
  followRestFirstMs: SECOND,
  followRestMostMs: 16 * SECOND,
  /** Without a stream, a scan is read this often; it is free, and counts as looking at it. */
  scanReadMs: MINUTE,
  /** What a scan would cost is asked once typing has rested for this long; it is free. */
  scanEstimateRestMs: 400,
  /** A row that landed is tinted once: not again when it moves after this. */
  scanNewsMs: 2 * SECOND,
  /** A reading behind its parts is read this often at most, over 2 + 4 + 8 + 16 s; each is free. */
  readingTriesMost: 5,
  /** Copies looked for when symbols are added, one free read each; beyond these, at the next visit. */
  cachedReadsMost: 20,
  /** A server time this much behind what was believed is a clock set right, not a slow answer. */
  clockSetBackMs: 10 * SECOND,
} as const;
