/** The variables whose values nobody may see. */
const SECRETS = [
  "TRADING_VOLATILITY_API_KEY",
  "TRADING_VOLATILITY_V1_USERNAME",
  "UPSTASH_REDIS_REST_TOKEN",
  "SESSION_SECRET",
  "ADMIN_PASSWORD",
  "ACCESS_PASSPHRASE",
] as const;

/** Returns the names of the secrets of an environment that a text contains, in any encoding. */
export function createSecretFinder(env: Readonly<Record<string, string>>) {
  const secrets = SECRETS.flatMap((name) => {
    const secret = env[name];
    return secret === undefined ? [] : [{ name, forms: spellings(secret) }];
  });
  return (text: string): string[] =>
    secrets
      .filter(({ forms }) => forms.some((form) => text.includes(form)))
      .map(({ name }) => name);
}

function spellings(secret: string): string[] {
  const base64 = Buffer.from(secret).toString("base64");
  const query = new URLSearchParams({ q: secret }).toString().slice(2);
  return [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    query,
    base64.replace(/=+$/, ""),
    Buffer.from(secret).toString("base64url"),
    Buffer.from(secret).toString("hex"),
  ];
}
