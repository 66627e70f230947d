import type { ArchitectureBreak } from "./architecture-break";
import { roomOf } from "./import-table";
import { type Module, withoutExtension } from "./imports";

/**
 * Code that may reach the upstream's `call`: the upstream itself, and the code that executes a
 * grant.
 */
const MAY_CALL = ["lib/upstream", "lib/desk", "lib/runtime"];
/** Rooms without an upstream (see the import table), where `call` runs a Redis command. */
const OTHER_CALL = ["lib/redis"];

/** `.call` of anything except Lua's redis, and `call` destructured from an object. */
const CALL = /(?<!\bredis)\??\.call\b|\{[^{}]*\bcall\b[^{}]*\}\s*=[^=>]/;

/** SWR's own timers and triggers, by option name, with the required value. */
const REVALIDATION =
  /\b(revalidate(?:OnFocus|OnReconnect|OnMount|IfStale)|refreshInterval|refreshWhenHidden|refreshWhenOffline|shouldRetryOnError)\b\s*:?\s*([\w.]+)?/g;
const OFF = ["false", "0"];

/** The only place that asks the platform to wait, before a handler starts. */
const DESK_ROUTE = "app/api/_shared/route-to-desk.ts";
/** `route` itself, and not only its types. */
const PLAIN_ROUTE = /import \{[^}]*(?<!type )\broute\b[^}]*\} from "@\/lib\/http\/route"/;
/** A verb of the desk or of Admin. It may make a call, or take a step that does. */
const VERB = /\b(desk|controlRoom)\??\.\w/;

/** Rules that only a person's action may spend quota. */
export function findSpendingBreaks(modules: readonly Module[]): ArchitectureBreak[] {
  const browser = modules.filter(({ path }) => /^(app|components|lib\/client)\//.test(path));
  return [
    ...modules.flatMap(findUpstreamCalls),
    ...findRevalidation(browser),
    ...findTimers(browser),
    ...findUnwaited(modules),
  ];
}

function findUpstreamCalls(module: Module): ArchitectureBreak[] {
  const room = roomOf(withoutExtension(module.path));
  if ([...MAY_CALL, ...OTHER_CALL].includes(room) || !CALL.test(module.code)) return [];
  const detail = "only an executed grant may call the upstream";
  return [{ rule: "upstream-call", path: module.path, detail }];
}

function findRevalidation(browser: readonly Module[]): ArchitectureBreak[] {
  const breaks: ArchitectureBreak[] = [];
  const add = (path: string, detail: string) => breaks.push({ rule: "revalidation", path, detail });
  const options = browser.filter(({ code }) => code.search(REVALIDATION) >= 0);
  for (const { path, code } of options) {
    if (!path.startsWith("lib/client/") || options.length > 1) {
      add(path, `SWR's options are set in one file of lib/client (here: ${paths(options)})`);
    }
    for (const [, name, value] of code.matchAll(REVALIDATION)) {
      if (!OFF.includes(value ?? "")) add(path, `${name} must be off`);
    }
  }
  const optionsFile = withoutExtension(options[0]?.path ?? "");
  for (const module of browser) {
    const swr = module.imports.filter((it) => !it.typeOnly && /^swr(\/|$)/.test(it.specifier));
    if (swr.length === 0) continue;
    if (!module.path.startsWith("lib/client/")) add(module.path, "only lib/client imports SWR");
    const hasOptions = withoutExtension(module.path) === optionsFile;
    if (!hasOptions && !module.imports.some(({ target }) => target === optionsFile)) {
      add(module.path, "SWR is used without the shared options");
    }
  }
  return breaks;
}

/** One shared ticker may count seconds. It must not be able to make a request. */
function findTimers(browser: readonly Module[]): ArchitectureBreak[] {
  const tickers = browser.filter(({ code }) => /\bsetInterval\b/.test(code));
  return tickers.flatMap(({ path, code }) => {
    if (tickers.length > 1) {
      return [{ rule: "timer", path, detail: `one shared ticker, not ${paths(tickers)}` }];
    }
    const asks = /\b(fetch|mutate|useSWR\w*|EventSource|XMLHttpRequest|sendBeacon)\b/.exec(code);
    return asks ? [{ rule: "timer", path, detail: `the ticker's file uses ${asks[0]}` }] : [];
  });
}

/** Handlers that a platform may stop with a call in flight. Such a call is spent for nothing. */
function findUnwaited(modules: readonly Module[]): ArchitectureBreak[] {
  const handlers = modules.filter(({ path }) => path.startsWith("app/api/") && path !== DESK_ROUTE);
  const byTarget = new Map(handlers.map((module) => [withoutExtension(module.path), module]));
  const reachesDesk = (module: Module): boolean =>
    VERB.test(module.code) ||
    module.imports.some(({ target, typeOnly }) => {
      const other = typeOnly || target === null ? undefined : byTarget.get(target);
      return other !== undefined && reachesDesk(other);
    });
  return handlers.flatMap((module) => {
    const { path } = module;
    if (/\bafter\b[^;]*from "next\/server"/.test(module.code)) {
      return [{ rule: "unwaited", path, detail: `only ${DESK_ROUTE} asks the platform to wait` }];
    }
    if (!PLAIN_ROUTE.test(module.code) || !reachesDesk(module)) return [];
    return [{ rule: "unwaited", path, detail: `reaches the desk: it must be a deskRoute` }];
  });
}

function paths(modules: readonly Module[]): string {
  return modules.map(({ path }) => path).join(", ");
}
