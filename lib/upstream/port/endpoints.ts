import type { Resource } from "@/lib/contract/market/resource";
import { type Wanted, wantedSchema } from "@/lib/contract/market/wanted";
import type { Job } from "@/lib/contract/queue/job";
import type { Upstream } from "./upstream";

/** An entry of an upstream's allow-list. No other calls are made. */
export type Endpoint = {
  resource: Resource;
  /**
   * As in the key, after the API's name. `{symbol}` and `{choice}` are placeholders. An address
   * without `{symbol}` is that of the one name in `names`.
   */
  address: string;
  /** The names in the place of a symbol. Missing: any symbol, and no name of a list. */
  names?: readonly string[];
  /**
   * What a call charges. The last window is the most specific: the upstream's answer applies to it.
   */
  charges: Job["charges"];
  /** As in `Job`. */
  realtime?: boolean;
  /**
   * How the API writes the resource's option (expiry, span). Options that are missing here are not
   * offered.
   */
  choices?: Readonly<Record<string, string>>;
  /** The prefix of a date, where a date can be chosen. */
  datePrefix?: string;
};

/** Options that the upstream names as we do. */
export function asNamed(names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, name]));
}

const DATE = /^\d{4}-\d{2}-\d{2}$/;

/**
 * Creates the jobs of an upstream and their keys, from its allow-list. A key is `name:` and the
 * address with every parameter. So it identifies the call completely and contains no secret.
 */
export function createJobNames(
  name: Upstream["name"],
  endpoints: readonly Endpoint[],
): Pick<Upstream, "kinds" | "jobFor" | "jobOf"> {
  const readers = endpoints.map((endpoint) => ({ endpoint, pattern: patternOf(name, endpoint) }));

  function jobFor(wanted: Wanted): Job | null {
    for (const endpoint of endpoints) {
      if (endpoint.resource !== wanted.resource) continue;
      if (endpoint.names && !endpoint.names.includes(wanted.symbol)) continue;
      const choice = writeChoice(endpoint, choiceOf(wanted));
      if (choice === null) continue;
      const key = `${name}:${fill(endpoint, wanted.symbol, choice)}`;
      const kind = kindOf(name, endpoint);
      const { charges } = endpoint;
      const realtime = endpoint.realtime ? { realtime: true } : {};
      const headline = wanted.resource === "gex";
      return { ...wanted, key, kind, charges, headline, ...realtime };
    }
    return null;
  }

  function jobOf(key: string): Job | null {
    for (const { endpoint, pattern } of readers) {
      const read = pattern.exec(key);
      const { symbol = endpoint.names?.[0], choice: written = "" } = read?.groups ?? {};
      if (read === null || symbol === undefined) continue;
      const choice = readChoice(endpoint, written);
      const wanted = choice === undefined ? null : wantedOf(endpoint.resource, symbol, choice);
      const job = wanted && jobFor(wanted);
      // Only the canonical spelling is a key.
      if (job?.key === key) return job;
    }
    return null;
  }

  const kinds = [...new Set(endpoints.map((endpoint) => kindOf(name, endpoint)))];
  return { kinds, jobFor, jobOf };
}

/** `v2:/tickers/*` for every symbol. Parameters do not make another kind. */
function kindOf(name: string, { address }: Endpoint): string {
  return `${name}:${address.replace(/\?.*$/, "").replace("{symbol}", "*")}`;
}

function choiceOf(wanted: Wanted): string | null {
  switch (wanted.resource) {
    case "curve":
      return wanted.expiry;
    case "history":
      return wanted.span;
    case "gex":
    case "expirations":
    case "setups":
      return null;
    default:
      return wanted satisfies never;
  }
}

function wantedOf(resource: Resource, symbol: string, choice: string | null): Wanted | null {
  const own =
    resource === "curve" ? { expiry: choice } : resource === "history" ? { span: choice } : {};
  const wanted = wantedSchema.safeParse({ resource, symbol, ...own });
  return wanted.success ? wanted.data : null;
}

/** Null: not offered. Empty when there is no option. */
function writeChoice({ choices = {}, datePrefix }: Endpoint, choice: string | null): string | null {
  if (choice === null) return "";
  if (Object.hasOwn(choices, choice)) return choices[choice] ?? null;
  return datePrefix !== undefined && DATE.test(choice) ? `${datePrefix}${choice}` : null;
}

/** Null: the endpoint has no option. Undefined: the text is not one of its options. */
function readChoice({ choices, datePrefix }: Endpoint, written: string): string | null | undefined {
  if (choices === undefined) return written === "" ? null : undefined;
  const [named] = Object.entries(choices).find(([, text]) => text === written) ?? [];
  if (named !== undefined || datePrefix === undefined) return named;
  return written.startsWith(datePrefix) ? written.slice(datePrefix.length) : undefined;
}

function fill({ address }: Endpoint, symbol: string, choice: string): string {
  return address.replace(/\{(symbol|choice)\}/g, (_, part) =>
    part === "symbol" ? symbol : choice,
  );
}

function patternOf(name: string, { address, names }: Endpoint): RegExp {
  const literal = `${name}:${address}`.replace(/[.*+?^$()|[\]\\]/g, "\\$&");
  const parts = {
    symbol: `(?<symbol>${names?.join("|") ?? "[A-Z0-9.^=-]+"})`,
    choice: "(?<choice>.*)",
  };
  const source = literal.replace(/\{(symbol|choice)\}/g, (_, part) =>
    part === "symbol" ? parts.symbol : parts.choice,
  );
  return new RegExp(`^${source}$`);
}
