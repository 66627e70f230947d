import type { UpstreamLooks } from "./look-times";

/** The parsed environment. `.env.example` documents every variable. */
export type Environment = {
  store:
    | { kind: "upstash"; url: string; token: string }
    | { kind: "redis"; url: string }
    | { kind: "embedded" };
  upstream: {
    /** Which upstream API to call. `primary`: none, because another deployment makes the calls. */
    api: "v1" | "v2" | "demo" | "primary";
    baseUrl: string;
    v1Username: string | null;
    v2Key: string | null;
    timeoutMs: number;
    /** How often the demo market publishes. */
    demoCadence: "two-a-day" | "premium";
    /** When it publishes. */
    looks: UpstreamLooks;
  };
  quota: { limit: number; windowMs: number; group: string; reserve: number };
  marketHours: "nyse" | "always-open";
  access: { mode: "open" } | { mode: "members"; passphrase: string | null };
  refresh: { intervalMs: number; cooldownMs: number };
  bounds: { queueCapacity: number; floodPerCaller: number; floodPerAddress: number };
  /** Null only with the embedded store, which creates one and stores it in `dataDir`. */
  sessionSecret: string | null;
  /** With it, members may have no passphrase: keys are made by the admin. */
  adminPassword: string | null;
  /** Admin shows everything and changes nothing. */
  adminReadOnly: boolean;
  /** Where alerts are posted; null: nowhere. Secret, because its address may contain a token. */
  alertWebhookUrl: string | null;
  dataDir: string;
  /** Exact origin for origin checks. Null: loopback, taken from the request. */
  origin: string | null;
  trustProxy: "none" | "vercel" | number;
  deployment: { name: string; version: string; region: string };
  /** The deployment that a secondary asks, and the key it sends. Null: this one is a primary. */
  primary: { url: string; key: string } | null;
  storePrefix: string;
  logLevel: "debug" | "info" | "warn" | "error";
};
