import type { Job, ProxyJob } from "@/lib/contract/queue/job";
import { isReplyKey, replyKeyOf } from "@/lib/contract/queue/reply-key";
import type { ProxyRequest, Upstream } from "./upstream";

/** An address of the upstream that the drop-in proxy passes on. */
export type ProxyEndpoint = {
  /** `{symbol}` stands for a ticker, and `{list}` for the name of a list. */
  path: string;
  /** The parameters that the upstream knows, with the form of their values. */
  parameters: Readonly<Record<string, RegExp>>;
  /** Those that a request must have. */
  required?: readonly string[];
  /** The parameter that holds the ticker, where the path does not. */
  symbolIn?: string;
  charges: Job["charges"];
  changes: ProxyJob["changes"];
  priority: number;
  /** The value of this parameter makes the upstream calculate now. */
  realtime?: { name: string; value: string };
};

/** What the two APIs of the vendor do differently. */
type Dialect = {
  name: Upstream["name"];
  endpoints: readonly ProxyEndpoint[];
  /** The one spelling of a value, e.g. of a ticker in lower case. */
  spell(name: string, value: string): string;
  /** The job of the pages that makes exactly this call; null: none. */
  pageJob(address: string): Job | null;
};

/**
 * Reads requests of the drop-in proxy by its allow-list. A key is `name:`, the canonical address
 * (parameters by name) and the mark of a reply. It contains no secret.
 */
export function createProxyNames(dialect: Dialect): {
  kinds: readonly string[];
  request(path: readonly string[], parameters: URLSearchParams): ProxyRequest;
  jobOf(key: string): ProxyJob | null;
} {
  const { name, endpoints } = dialect;

  function request(path: readonly string[], parameters: URLSearchParams): ProxyRequest {
    for (const endpoint of endpoints) {
      const symbol = symbolOfPath(endpoint, path);
      if (symbol === null) continue;
      const detail = refusedParameter(endpoint, parameters);
      if (detail !== null) return { kind: "bad-parameter", detail };
      return { kind: "job", job: jobFor(dialect, endpoint, symbol, parameters) };
    }
    return { kind: "unknown-path" };
  }

  function jobOf(key: string): ProxyJob | null {
    if (!key.startsWith(`${name}:/`) || !isReplyKey(key)) return null;
    // The mark is in the place of a fragment.
    const address = new URL(key.slice(name.length + 1), "http://upstream.invalid");
    const segments = address.pathname.slice(1).split("/").map(decodeURIComponent);
    const read = request(segments, address.searchParams);
    // Only the canonical spelling is a key.
    return read.kind === "job" && read.job.key === key ? read.job : null;
  }

  return { kinds: endpoints.map(({ path }) => kindOf(name, path)), request, jobOf };
}

function jobFor(
  dialect: Dialect,
  endpoint: ProxyEndpoint,
  inPath: string,
  parameters: URLSearchParams,
): ProxyJob {
  const { name, spell } = dialect;
  const sent = [...parameters].map(([one, value]) => [one, spell(one, value)]);
  const query = new URLSearchParams(sent);
  query.sort();
  const isList = endpoint.path.includes("{list}");
  const ofPath = isList ? inPath : spell("ticker", inPath);
  const symbol = endpoint.symbolIn ? (query.get(endpoint.symbolIn) ?? "") : ofPath;
  const path = endpoint.path.replace(/\{(symbol|list)\}/, encodeURIComponent(symbol));
  const address = query.size === 0 ? path : `${path}?${query}`;
  const page = dialect.pageJob(address);
  const { realtime } = endpoint;
  const isNow = realtime !== undefined && query.get(realtime.name) === realtime.value;
  return {
    key: page?.key ?? replyKeyOf(`${name}:${address}`),
    kind: page?.kind ?? kindOf(name, endpoint.path),
    charges: page?.charges ?? endpoint.charges,
    address,
    symbol,
    endpoint: page?.resource ?? nameOf(endpoint.path),
    changes: isNow ? "always" : endpoint.changes,
    priority: endpoint.priority,
  };
}

/**
 * The job of the pages that makes exactly the call of this address; null: none. `added`: what the
 * API's adapter adds to the address of a job's key.
 */
export function pageJobOf(
  jobOf: Upstream["jobOf"],
  name: Upstream["name"],
  address: string,
  added: Readonly<Record<string, string>>,
  addressOf: (job: Job) => string,
): Job | null {
  const [path = "", query = ""] = address.split("?");
  const own = new URLSearchParams(query);
  for (const [one, value] of Object.entries(added)) {
    if (own.get(one) === value) own.delete(one);
  }
  const job = jobOf(`${name}:${decodeURIComponent(path)}${own.size === 0 ? "" : `?${own}`}`);
  return job && sorted(addressOf(job)) === sorted(address) ? job : null;
}

function sorted(address: string): string {
  const [path = "", query] = address.split("?");
  const parameters = new URLSearchParams(query);
  parameters.sort();
  return `${path}?${parameters}`;
}

/** `v2:/tickers/*` and `v1:/gex/latest`, as for the pages' jobs. */
function kindOf(name: string, path: string): string {
  return `${name}:${path.replace(/\{(symbol|list)\}/, "*")}`;
}

/** `/tickers/{symbol}/curves/gamma` is `curves/gamma`. */
function nameOf(path: string): string {
  return path.replace(/^\/(tickers\/\{symbol\}\/)?/, "").replace(/\/\{(symbol|list)\}/, "");
}

const PLACEHOLDERS: ReadonlyMap<string, RegExp> = new Map([
  ["{symbol}", /^[A-Za-z0-9.^=-]{1,16}$/],
  ["{list}", /^[a-z_]{1,40}$/],
]);

/** The ticker or list in a path; empty: the path has none. Null: another path. */
function symbolOfPath({ path }: ProxyEndpoint, sent: readonly string[]): string | null {
  const segments = path.slice(1).split("/");
  if (segments.length !== sent.length) return null;
  let symbol = "";
  for (const [index, segment] of segments.entries()) {
    const found = sent[index] ?? "";
    const pattern = PLACEHOLDERS.get(segment);
    if (pattern ? !pattern.test(found) : segment !== found) return null;
    if (pattern) symbol = found;
  }
  return symbol;
}

/** What is wrong with the parameters; null: nothing. Never repeats what was sent. */
function refusedParameter(
  { parameters, required = [] }: ProxyEndpoint,
  sent: URLSearchParams,
): string | null {
  const known = Object.keys(parameters);
  for (const [name, value] of sent) {
    const pattern = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    if (pattern === undefined) {
      const names = known.length === 0 ? "This address takes none." : `Known: ${known.join(", ")}.`;
      return `Unknown parameter. ${names}`;
    }
    if (sent.getAll(name).length > 1) return `The parameter ${name} was sent more than once.`;
    if (!pattern.test(value)) return `The parameter ${name} has an invalid value.`;
  }
  const missing = required.find((name) => !sent.has(name));
  return missing === undefined ? null : `The parameter ${missing} is missing.`;
}
