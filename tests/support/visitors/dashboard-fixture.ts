import type { Audit, AuditEntry } from "@/lib/contract/admin/admin";
import type {
  BreakerEvent,
  Call,
  CallerRow,
  Dashboard,
  Deployment,
  Point,
} from "@/lib/contract/admin/dashboard";
import type { LineRow, Slot } from "@/lib/contract/admin/dashboard-line";
import type { KeyUse } from "@/lib/contract/admin/key-use";
import { NOW, quotaFixture } from "./snapshot-fixture";

const at = (secondsFromNow: number) => new Date(NOW + secondsFromNow * 1_000).toISOString();

const COUNTS = { calls: 0, hits: 0, stale: 0, misses: 0, shared: 0, denied: 0 };
const BROWSER = { caller: "7f3a2c9d1e", label: "Browser 7f3a2c" };
const OTHER = { caller: "b04412aa90", label: "Browser b04412" };
const SCORE = { enteredAt: at(-12), prioritySeconds: 40, turnSeconds: 60 };

/** Fifteen minutes by the minute, with a varying call rate. */
function series(): Point[] {
  return Array.from({ length: 15 }, (_, index) => ({
    at: at(-60 * (15 - index)),
    calls: (index * 7) % 20,
    hits: index * 3,
    stale: index % 2,
    misses: (index * 7) % 20,
    shared: index % 4,
    denied: index === 9 ? 6 : 0,
    failed: index === 9 ? 2 : 0,
    queueMax: index % 6,
    ...(index === 0
      ? { waitP50Seconds: null, waitP95Seconds: null }
      : { waitP50Seconds: 0.3, waitP95Seconds: 8.4 }),
    ...(index === 0
      ? { latencyP50Seconds: null, latencyP95Seconds: null }
      : { latencyP50Seconds: 0.31, latencyP95Seconds: 0.58 }),
  }));
}

const SLOTS: Slot[] = [
  ...[-48, -31, -12].map((seconds) => ({
    grantedAt: at(seconds),
    freesAt: at(seconds + 60.5),
    isCertain: true,
    ...BROWSER,
    ...({ endpoint: "gex", symbol: "SPY", window: "account", state: "arrived" } as const),
  })),
  {
    grantedAt: at(-1),
    freesAt: at(59.4),
    isCertain: false,
    ...OTHER,
    endpoint: "curve",
    symbol: "QQQ",
    window: "expensive",
    state: "under-way",
  },
];

const CALLERS: CallerRow[] = [
  { ...BROWSER, ...COUNTS, calls: 61, hits: 208, misses: 61, waiting: 1, lastSeenAt: at(-2) },
  { ...OTHER, ...COUNTS, calls: 12, shared: 9, denied: 6, waiting: 2, lastSeenAt: at(-40) },
  { ...COUNTS, caller: "others", label: "Others", hits: 31, waiting: 0, lastSeenAt: null },
];

const BREAKER_EVENTS: BreakerEvent[] = [
  {
    at: at(-380),
    window: "account",
    from: "closed",
    to: "open",
    reason: "Trading Volatility reports that the rate limit is reached.",
  },
  { at: at(-320), window: "account", from: "open", to: "half-open", reason: null },
  { at: at(-319), window: "account", from: "half-open", to: "closed", reason: null },
];

const DEPLOYMENTS: Deployment[] = [
  {
    name: "desk-1",
    role: "primary",
    key: null,
    version: "0.1.0",
    region: "fra1",
    lastHeartbeatAt: at(-4),
    status: "up",
    instances: 2,
    calls: 61,
  },
  {
    name: "notebook",
    role: "primary",
    key: null,
    version: "0.1.0",
    region: "local",
    lastHeartbeatAt: at(-700),
    status: "gone",
    instances: 0,
    calls: 12,
  },
];

const CALLS: Call[] = [
  {
    at: at(-1),
    endpoint: "curve",
    symbol: "QQQ",
    ...OTHER,
    lane: "standard",
    window: "expensive",
    waitSeconds: 8.4,
    latencySeconds: 0.58,
    outcome: "answered",
    deployment: "desk-1",
    requestId: "5f0c9e0a-5c1d-4b7a-9d1c-0b7f6b0b5a01",
  },
  {
    at: at(-12),
    endpoint: "gex",
    symbol: "SPY",
    ...BROWSER,
    lane: "standard",
    window: "account",
    waitSeconds: 0,
    latencySeconds: 0.31,
    outcome: "limited",
    deployment: "desk-1",
    requestId: "5f0c9e0a-5c1d-4b7a-9d1c-0b7f6b0b5a02",
  },
];

const LINE: LineRow[] = [
  {
    position: 1,
    endpoint: "gex",
    symbol: "IWM",
    priority: 4,
    lane: "standard",
    window: "account",
    tries: 0,
    estimatedWaitSeconds: 11.5,
    holdup: "window-full",
    score: { ...SCORE, dueAt: at(88), sentence: "Entered 12 s ago, +40 s for priority 4, +60 s" },
    why: "All 20 slots are taken; the next frees in 11 s.",
    tickets: [
      { ticket: "812", ...BROWSER, lane: "standard", leaseEndsAt: at(60) },
      { ticket: "815", ...OTHER, lane: "standard", leaseEndsAt: at(71) },
    ],
  },
];

const KEY_USE: KeyUse[] = [
  {
    caller: "3f09ab12cd",
    label: "Scanner bot",
    used: 9,
    share: 10,
    level: "high",
    waiting: 3,
    waitingFor: [
      { endpoint: "gex", symbol: "NVDA" },
      { endpoint: "curve", symbol: "NVDA" },
      { endpoint: "gex", symbol: "AMD" },
    ],
  },
  {
    caller: "others",
    label: "Without a key",
    used: 4,
    share: 0,
    level: null,
    waiting: 0,
    waitingFor: [],
  },
];

/** The Admin dashboard of a busy quarter of an hour. */
export function dashboardFixture(over: Partial<Dashboard> = {}): Dashboard {
  return {
    range: "15m",
    now: at(0),
    tablesFrom: at(-2_537),
    stepSeconds: 60,
    limit: 20,
    configuredLimit: 20,
    isReadOnly: false,
    quota: quotaFixture(),
    waiting: { interactive: 0, standard: 1, batch: 0 },
    totals: {
      ...COUNTS,
      calls: 73,
      hits: 239,
      misses: 61,
      shared: 9,
      denied: 6,
      failed: 2,
      outcomes: { answered: 71, limited: 2 },
      waitP50Seconds: 0.3,
      waitP95Seconds: 8.4,
    },
    cacheHitRate: 0.77,
    series: series(),
    slots: SLOTS,
    callers: CALLERS,
    breakerEvents: BREAKER_EVENTS,
    endpoints: [
      { endpoint: "gex", ...COUNTS, calls: 61, hits: 208, misses: 61 },
      { endpoint: "curve", ...COUNTS, calls: 12, shared: 9, denied: 6 },
    ],
    deployments: DEPLOYMENTS,
    calls: CALLS,
    line: LINE,
    keyUse: KEY_USE,
    outsideUsage: false,
    refusedKeys: [],
    outsideEvents: [],
    ...over,
  };
}

const ENTRIES: AuditEntry[] = [
  {
    at: at(-30),
    act: "breaker-held",
    target: "account",
    session: "s-4b1f",
    deployment: "desk-1",
    requestId: "5f0c9e0a-5c1d-4b7a-9d1c-0b7f6b0b5a03",
  },
];

export function auditFixture(): Audit {
  return { entries: ENTRIES };
}
