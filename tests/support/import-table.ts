/** Which room may import which, by value and (more widely) by type. Imports go down only. */
export const IMPORT_TABLE: Readonly<Record<string, { values: string[]; types?: string[] }>> =
  (() => {
    const leaves = ["lib/contract", "lib/policy", "lib/clock", "lib/environment"];
    const overRedis = [...leaves, "lib/redis"];
    const mechanisms = [
      "lib/gate",
      "lib/cache",
      "lib/upstream",
      "lib/callers",
      "lib/scans",
      "lib/fleet",
      "lib/metrics",
      "lib/redis",
    ];
    return {
      app: {
        values: ["components", "components/ui", "lib/runtime", "lib/http", "lib/contract"],
        types: ["lib/desk"],
      },
      // Numbers are a leaf that people see too: when an age turns amber is one of them.
      components: { values: ["components/ui", "lib/client", "lib/contract", "lib/policy"] },
      "components/ui": { values: [] },
      instrumentation: { values: ["lib/runtime", "lib/env", "lib/http"] },
      proxy: { values: ["lib/runtime", "lib/env", "lib/http", "lib/contract"] },
      "lib/runtime": {
        values: [...overRedis, ...mechanisms, "lib/desk", "lib/insight", "lib/http", "lib/env"],
      },
      "lib/env": { values: ["lib/parse-environment", "lib/environment"] },
      "lib/parse-environment": { values: leaves },
      "lib/desk": { values: [...leaves, "lib/insight"], types: mechanisms },
      "lib/gate": { values: overRedis },
      "lib/cache": { values: overRedis },
      "lib/callers": { values: overRedis },
      "lib/fleet": { values: overRedis },
      "lib/metrics": { values: overRedis },
      "lib/scans": { values: overRedis, types: ["lib/gate", "lib/cache"] },
      "lib/redis": { values: leaves },
      "lib/upstream": { values: leaves },
      "lib/http": { values: leaves },
      "lib/insight": { values: ["lib/contract"] },
      "lib/client": { values: ["lib/contract", "lib/policy"] },
      "lib/contract": { values: [] },
      "lib/policy": { values: [] },
      "lib/clock": { values: [] },
      "lib/environment": { values: ["lib/policy"] },
    };
  })();

/** What a browser may run. Everything else under lib is the server's. */
export const BROWSER_ROOMS = ["lib/client", "lib/contract", "lib/policy", "lib/clock"];

/** The room a path lies in: `lib/gate/step` is in `lib/gate`, `lib/clock` is a room by itself. */
export function roomOf(modulePath: string): string {
  const [top = "", second = ""] = modulePath.split("/");
  if (top === "lib") return `lib/${second}`;
  if (top === "components" && second === "ui") return "components/ui";
  return top;
}
