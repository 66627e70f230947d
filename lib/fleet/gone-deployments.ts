import { alertPolicy, fleetPolicy } from "@/lib/policy";

/**
 * Returns the names of deployments that recently stopped reporting. Times: store ms. A name is
 * listed for as long as one alert about it lasts, so it is reported once: a container's name that
 * never returns is not news all week. A deployment that moved or changed version is not gone while
 * it reports anywhere.
 */
export function goneDeployments(
  deployments: Readonly<Record<string, { name: string; at: number }>>,
  now: number,
): string[] {
  const seen = new Map<string, number>();
  for (const { name, at } of Object.values(deployments)) {
    seen.set(name, Math.max(at, seen.get(name) ?? 0));
  }
  const [from, to] = [fleetPolicy.goneAfterMs, fleetPolicy.goneAfterMs + alertPolicy.onceMs];
  return [...seen].flatMap(([name, at]) => (now - at > from && now - at <= to ? [name] : []));
}
