/** Which room may import which, by value and (more widely) by type. Imports point down only. */
export const IMPORT_TABLE: Readonly<Record<string, { values: string[]; types?: string[] }>> =
  (() => {
    const leaves = [
      "lib/contract",
      "lib/policy",
      "lib/clock",
      "lib/environment",
      "lib/new-york-time",
      "lib/store-fault",
    ];
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
        values: [
          "components",
          "components/ui",
          "lib/runtime",
          "lib/http",
          "lib/contract",
          "lib/policy",
        ],
        types: ["lib/desk"],
      },
      // The policy is a leaf that UI code reads too, e.g. when an age turns amber.
      components: {
        values: ["components/ui", "lib/client", "lib/contract", "lib/policy", "lib/new-york-time"],
      },
      "components/ui": { values: [] },
      instrumentation: { values: ["lib/runtime", "lib/environment/env", "lib/http"] },
      proxy: { values: ["lib/runtime", "lib/environment/env", "lib/http", "lib/contract"] },
      "lib/runtime": {
        values: [
          ...overRedis,
          ...mechanisms,
          "lib/desk",
          "lib/insight",
          "lib/http",
          "lib/environment/env",
        ],
      },
      "lib/environment/env": { values: ["lib/environment"] },
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
      // Reads other projects' source. Nothing of the product imports it.
      "lib/cli": { values: ["lib/policy"] },
      "lib/insight": { values: ["lib/contract", "lib/new-york-time"] },
      "lib/client": { values: ["lib/contract", "lib/policy"] },
      "lib/contract": { values: [] },
      "lib/policy": { values: [] },
      "lib/clock": { values: [] },
      "lib/new-york-time": { values: [] },
      "lib/store-fault": { values: [] },
      "lib/environment": { values: ["lib/policy"] },
    };
  })();

/** Rooms that may run in a browser. Everything else under lib is server code. */
export const BROWSER_ROOMS = [
  "lib/client",
  "lib/contract",
  "lib/policy",
  "lib/clock",
  "lib/new-york-time",
];

/**
 * The current environment. Only the code that starts the server may read it. Its types are a leaf.
 */
const ENV = "lib/environment/env";

/**
 * The subfolders of a room, from the top down. Each may import those below it. `.` is the room's
 * own folder.
 */
export const SUB_ROOMS: Readonly<Record<string, readonly string[]>> = {
  "lib/desk": [
    ".",
    "control-room",
    "tickets",
    "pages",
    "scans",
    "snapshots",
    "proxy",
    "queue",
    "answer",
    "base",
  ],
  "lib/callers": ["keys", "."],
  "lib/cli": [".", "javascript", "python", "source"],
  "lib/cache": ["replies", "."],
  "lib/insight": ["traps", "."],
  "lib/gate": ["pump", ".", "script", "quote", "reply"],
  "lib/gate/script": [".", "makers", "queue", "windows"],
  "lib/contract": [
    "admin",
    "scan",
    "visitor",
    "page",
    "queue",
    "snapshot",
    ".",
    "quota",
    "market",
    "values",
  ],
  "lib/client": [
    "hooks",
    "scans",
    "asks",
    "entry",
    "control-room",
    "watchlist",
    "lists",
    "tab",
    "time",
    ".",
  ],
  "lib/http": [".", "openapi", "page", "process", "streams", "log", "request", "answer"],
  "lib/upstream": [".", "demo", "v1", "v2", "figures", "port", "call"],
  "components/admin": [
    ".",
    "sign-in",
    "keys",
    "history",
    "fleet",
    "queue",
    "window",
    "rate",
    "room",
  ],
  "components/scanner": [".", "setup", "table", "progress", "scan"],
  "components/symbol": [".", "levels", "history", "curve", "parts", "panel"],
  "components/watchlist": [".", "edit"],
};

/** The room of a path: `lib/gate/step` is in `lib/gate`, and `lib/clock` is a room of its own. */
export function roomOf(modulePath: string): string {
  if (modulePath === ENV) return ENV;
  const [top = "", second = ""] = modulePath.split("/");
  if (top === "lib") return `lib/${second}`;
  if (top === "components" && second === "ui") return "components/ui";
  return top;
}
