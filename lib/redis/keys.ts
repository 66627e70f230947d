/** Creates every key of the store. Scripts get all keys they touch in KEYS. */
export type Keys = ReturnType<typeof createKeys>;

/**
 * `prefix` separates deployments on one store. `quotaGroup` names the shared upstream account. The
 * account's gate and snapshots are not under the prefix: a preview deployment must not become a
 * second gate by accident, and any deployment may make the call that another one waits for.
 */
export function createKeys({ prefix, quotaGroup }: { prefix: string; quotaGroup: string }) {
  return {
    gate: `gammagate:gate:${quotaGroup}`,
    snapshot: (jobKey: string) => `gammagate:snapshot:${quotaGroup}:${jobKey}`,
    /** Net GEX by day, from the summaries that were loaded. It outlives each of them. */
    trend: (jobKey: string) => `gammagate:trend:${quotaGroup}:${jobKey}`,
    /**
     * When each snapshot was last viewed (sorted set, store ms), and its size (hash, KB; `sum`).
     */
    copies: `gammagate:copies:${quotaGroup}`,
    copySizes: `gammagate:copy-sizes:${quotaGroup}`,
    /** What was learned of when each endpoint's data changes (hash, under 1 KB). */
    cadence: `gammagate:cadence:${quotaGroup}`,
    failure: (jobKey: string) => `gammagate:failure:${quotaGroup}:${jobKey}`,
    /** `id`: a digest of the cookie's secret, so that reading the store opens no session. */
    adminSession: (id: string) => `${prefix}:admin-session:${id}`,
    /** The access keys: shares and names by id (hash), and each key's record with a digest (hash). */
    accessKeys: `${prefix}:keys`,
    accessKey: (id: string) => `${prefix}:key:${id}`,
    audit: `${prefix}:audit`,
    scan: (id: string) => `${prefix}:scan:${id}`,
    scanEvents: (id: string) => `${prefix}:scan:${id}:events`,
    /** The scans of a caller. */
    scansOf: (callerId: string) => `${prefix}:scans:${callerId}`,
    scansInAll: `${prefix}:all-scans`,
    /**
     * Metrics of the processes, flush by flush, and the sums of older flushes by hour since 1970.
     */
    metricsLog: `${prefix}:metrics:log`,
    /** A process is folding the log. */
    metricsFold: `${prefix}:metrics:fold`,
    metricsRecent: `${prefix}:metrics:recent`,
    metricsHour: (hour: number) => `${prefix}:metrics:hour:${hour}`,
    metricsMinutes: (hour: number) => `${prefix}:metrics:minutes:${hour}`,
    /** Written to test whether the store accepts writes. */
    ready: `${prefix}:ready`,
    /** The last heartbeat of each deployment with another store (hash). */
    heartbeats: `${prefix}:heartbeats`,
    /** An alert for a cause was sent. */
    alert: (cause: string) => `${prefix}:alert:${cause}`,
    /** The `prefix` option of an @upstash/ratelimit limiter. */
    ratelimit: (name: string) => `${prefix}:ratelimit:${name}`,
  };
}
