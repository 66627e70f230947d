/** What the environment says, parsed once; see `.env.example` for every variable. */
export type Environment = {
  store:
    | { kind: "upstash"; url: string; token: string }
    | { kind: "redis"; url: string }
    | { kind: "embedded" };
  upstream: {
    /** Which API the pages use. */
    api: "v1" | "v2" | "demo";
    baseUrl: string;
    v1Username: string | null;
    v2Key: string | null;
    timeoutMs: number;
  };
  quota: { limit: number; windowMs: number; group: string; reserve: number };
  marketHours: "nyse" | "always-open";
  access: { mode: "open" } | { mode: "members"; passphrase: string | null };
  refresh: { intervalMs: number; cooldownMs: number };
  bounds: { queueCapacity: number; floodPerCaller: number; floodPerAddress: number };
  /** Null only with the embedded store: made and kept in `dataDir` then. */
  sessionSecret: string | null;
  /** With it, members may have no passphrase: keys are made by the admin. */
  adminPassword: string | null;
  /** The control room shows everything and changes nothing. */
  adminReadOnly: boolean;
  /** Where alerts are posted; null: nowhere. A secret: its address may carry a token. */
  alertWebhookUrl: string | null;
  dataDir: string;
  /** Exact origin for origin checks; null: loopback, taken from the request. */
  origin: string | null;
  trustProxy: "none" | "vercel" | number;
  deployment: { name: string; role: "primary"; version: string; region: string };
  storePrefix: string;
  logLevel: "debug" | "info" | "warn" | "error";
};
