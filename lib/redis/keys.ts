/** Every key of the store is born here; whatever a script touches goes in KEYS by these names. */
export type Keys = ReturnType<typeof createKeys>;

/**
 * `prefix` keeps deployments on one store apart; `quotaGroup` names the shared upstream account. What
 * that account's calls are granted by and what they bring is not under the prefix: a preview
 * deployment must not become a second gate by accident, and any deployment at a gate may make the
 * call that another one waits for.
 */
export function createKeys({ prefix, quotaGroup }: { prefix: string; quotaGroup: string }) {
  return {
    gate: `gammagate:gate:${quotaGroup}`,
    snapshot: (jobKey: string) => `gammagate:snapshot:${quotaGroup}:${jobKey}`,
    /** Net GEX by day, of the headlines that landed; it outlives each of them. */
    trend: (jobKey: string) => `gammagate:trend:${quotaGroup}:${jobKey}`,
    failure: (jobKey: string) => `gammagate:failure:${quotaGroup}:${jobKey}`,
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
