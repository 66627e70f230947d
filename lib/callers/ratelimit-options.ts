/** Options of every limiter of @upstash/ratelimit here. */
export const RATELIMIT_OPTIONS = {
  // The library's own time-out permits everything. The store has a deadline, and a fault is not a
  // permit.
  timeout: 0,
  // Its cache would refuse an id that another process has freed.
  ephemeralCache: false,
  enableTelemetry: false,
} as const;
