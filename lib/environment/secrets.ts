import type { Environment } from "./environment";

/** Returns the values that no log line, error or response may contain. */
export function secretsOf(environment: Environment): string[] {
  const { store, upstream, access, sessionSecret, adminPassword, alertWebhookUrl, primary } =
    environment;
  return [
    store.kind === "upstash" ? store.token : null,
    store.kind === "redis" ? decodeURIComponent(new URL(store.url).password) : null,
    upstream.v1Username,
    upstream.v2Key,
    access.mode === "members" ? access.passphrase : null,
    sessionSecret,
    adminPassword,
    alertWebhookUrl,
    primary?.key ?? null,
  ].flatMap((secret) => (secret === null || secret === "" ? [] : [secret]));
}
