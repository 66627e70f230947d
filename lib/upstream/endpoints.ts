import type { Job } from "@/lib/contract/job";
import type { Resource } from "@/lib/contract/resource";
import { type Wanted, wantedSchema } from "@/lib/contract/wanted";
import type { Upstream } from "./upstream";

/** One line of an upstream's allow-list: the only calls there are. */
export type Endpoint = {
  resource: Resource;
  /** As in the key, after the API's name: `{symbol}` and `{choice}` stand for what differs. */
  address: string;
  /** The most specific window it charges beside the account's. */
  window: Job["window"];
  /** How the resource's own choice (expiry, span) is written; what is not here is not offered. */
  choices?: Readonly<Record<string, string>>;
  /** What stands before a date, where one can be chosen. */
  datePrefix?: string;
};

/** Choices that the upstream writes as we do. */
export function asNamed(names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, name]));
}

const DATE = /^\d{4}-\d{2}-\d{2}$/;

/**
 * The jobs of an upstream and their keys, from its allow-list. A key is `name:` and the address
 * with every parameter, so it says all there is to say and holds no secret.
 */
export function createJobNames(
  name: Upstream["name"],
  endpoints: readonly Endpoint[],
): Pick<Upstream, "jobFor" | "jobOf"> {
  const readers = endpoints.map((endpoint) => ({ endpoint, pattern: patternOf(name, endpoint) }));

  function jobFor(wanted: Wanted): Job | null {
    const endpoint = endpoints.find(({ resource }) => resource === wanted.resource);
    const choice = endpoint && writeChoice(endpoint, choiceOf(wanted));
    if (!endpoint || choice === null || choice === undefined) return null;
    const { window, resource } = endpoint;
    const key = `${name}:${fill(endpoint, wanted.symbol, choice)}`;
    return { ...wanted, key, window, headline: resource === "gex" };
  }

  function jobOf(key: string): Job | null {
    for (const { endpoint, pattern } of readers) {
      const [, symbol, written = ""] = pattern.exec(key) ?? [];
      if (symbol === undefined) continue;
      const choice = readChoice(endpoint, written);
      const wanted = choice === undefined ? null : wantedOf(endpoint.resource, symbol, choice);
      const job = wanted && jobFor(wanted);
      // Only what is written in the one way is a key.
      if (job?.key === key) return job;
    }
    return null;
  }

  return { jobFor, jobOf };
}

function choiceOf(wanted: Wanted): string | null {
  switch (wanted.resource) {
    case "curve":
      return wanted.expiry;
    case "history":
      return wanted.span;
    case "gex":
    case "expirations":
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

/** Null: not offered. Without a choice to make there is nothing to write. */
function writeChoice({ choices = {}, datePrefix }: Endpoint, choice: string | null): string | null {
  if (choice === null) return "";
  if (Object.hasOwn(choices, choice)) return choices[choice] ?? null;
  return datePrefix !== undefined && DATE.test(choice) ? `${datePrefix}${choice}` : null;
}

/** Null: there is no choice to make; undefined: this is not one. */
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

function patternOf(name: string, { address }: Endpoint): RegExp {
  const literal = `${name}:${address}`.replace(/[.*+?^$()|[\]\\]/g, "\\$&");
  const parts = { symbol: "([A-Z0-9.^=-]+)", choice: "(.*)" };
  const source = literal.replace(/\{(symbol|choice)\}/g, (_, part) =>
    part === "symbol" ? parts.symbol : parts.choice,
  );
  return new RegExp(`^${source}$`);
}
