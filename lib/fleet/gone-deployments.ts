import { alertPolicy, fleetPolicy } from "@/lib/policy";

/**
 * Names of deployments that have lately fallen silent; times on the store's clock, ms. Each silence
 * is told for as long as one alert of it stands, so it is told once: a name that never comes back,
 * as a container's of a deploy ago, is no news all week. One whose version changed, or that moved,
 * is not gone while it is heard of anywhere.
 */
export function goneDeployments(
  deployments: Readonly<Record<string, { name: string; at: number }>>,
  now: number,
): string[] {
  const heard = new Map<string, number>();
  for (const { name, at } of Object.values(deployments)) {
    heard.set(name, Math.max(at, heard.get(name) ?? 0));
  }
  const [from, to] = [fleetPolicy.goneAfterMs, fleetPolicy.goneAfterMs + alertPolicy.onceMs];
  return [...heard].flatMap(([name, at]) => (now - at > from && now - at <= to ? [name] : []));
}
