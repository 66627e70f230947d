import type { Dashboard, Deployment } from "@/lib/contract/admin/dashboard";
import type { SeenHeartbeat } from "@/lib/fleet/heartbeats";
import type { Past } from "@/lib/metrics/past";
import type { AdminParts } from "./admin-parts";

type Seen = {
  past: Past;
  heartbeats: readonly SeenHeartbeat[];
  /** Store ms. */
  now: number;
};

/** Lists the deployments on this store, then those with a store of their own, newest first. */
export function deploymentsOf(
  parts: Pick<AdminParts, "deploymentStatus" | "nameCaller">,
  { past, heartbeats, now }: Seen,
): Dashboard["deployments"] {
  const others = heartbeats.map(
    ({ name, role, version, region, at, keyId }): Deployment => ({
      name,
      role,
      key: parts.nameCaller(`k${keyId}`).label,
      version,
      region,
      lastHeartbeatAt: new Date(at).toISOString(),
      status: parts.deploymentStatus(at, now),
      instances: 1,
      calls: 0,
    }),
  );
  return [...onThisStore(parts, past, now), ...others];
}

/** Counts are kept by deployment name. Version and region are the last ones reported under it. */
function onThisStore(
  parts: Pick<AdminParts, "deploymentStatus">,
  past: Past,
  now: number,
): Deployment[] {
  const counted = { ...past.deployments };
  return Object.values(past.recent.deployments)
    .sort((one, other) => other.at - one.at)
    .map(({ name, version, region, at, instances }) => {
      const seen = Object.values(instances);
      const calls = counted[name] ?? 0;
      counted[name] = 0;
      return {
        name,
        role: "primary",
        key: null,
        version,
        region,
        lastHeartbeatAt: new Date(at).toISOString(),
        status: parts.deploymentStatus(at, now),
        instances: seen.filter((one) => parts.deploymentStatus(one, now) !== "gone").length,
        calls,
      };
    });
}
