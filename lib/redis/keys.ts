/** Every key of the store is born here; whatever a script touches goes in KEYS by these names. */
export type Keys = ReturnType<typeof createKeys>;

/** `prefix` keeps deployments on one store apart; `quotaGroup` names the shared upstream account. */
export function createKeys({ prefix, quotaGroup }: { prefix: string; quotaGroup: string }) {
  return {
    /** Not under the prefix: a preview deployment must not become a second gate by accident. */
    gate: `gammagate:gate:${quotaGroup}`,
    snapshot: (jobKey: string) => `${prefix}:snapshot:${jobKey}`,
    /** Net GEX by day, of the headlines that landed; it outlives each of them. */
    trend: (jobKey: string) => `${prefix}:trend:${jobKey}`,
    failure: (jobKey: string) => `${prefix}:failure:${jobKey}`,
    /** `id`: a digest of what the cookie holds, so that reading the store opens nothing. */
    adminSession: (id: string) => `${prefix}:admin-session:${id}`,
    audit: `${prefix}:audit`,
    scan: (id: string) => `${prefix}:scan:${id}`,
    scanEvents: (id: string) => `${prefix}:scan:${id}:events`,
    /** Which scans a caller has. */
    scansOf: (callerId: string) => `${prefix}:scans:${callerId}`,
    scansInAll: `${prefix}:all-scans`,
    /** What processes counted, flush by flush; and what older ones come to, by hours since 1970. */
    metricsLog: `${prefix}:metrics:log`,
    metricsRecent: `${prefix}:metrics:recent`,
    metricsHour: (hour: number) => `${prefix}:metrics:hour:${hour}`,
    metricsMinutes: (hour: number) => `${prefix}:metrics:minutes:${hour}`,
    /** An alert for a cause was sent. */
    alert: (cause: string) => `${prefix}:alert:${cause}`,
    /** The `prefix` option of an @upstash/ratelimit limiter. */
    ratelimit: (name: string) => `${prefix}:ratelimit:${name}`,
  };
}
