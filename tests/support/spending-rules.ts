import type { ArchitectureBreak } from "./architecture-break";
import { roomOf } from "./import-table";
import { type Module, withoutExtension } from "./imports";

/** What may reach the upstream's `call`: the upstream itself, and who executes a grant. */
const MAY_CALL = ["lib/upstream", "lib/desk", "lib/runtime"];
/** Knows no upstream (the import table); `call` is its client's word for any command. */
const OTHER_CALL = ["lib/redis"];

/** `.call` of anything but Lua's redis, and `call` taken out of an object. */
const CALL = /(?<!\bredis)\??\.call\b|\{[^{}]*\bcall\b[^{}]*\}\s*=[^=>]/;

/** SWR's own timers and triggers, by option name, with the value each must have. */
const REVALIDATION =
  /\b(revalidate(?:OnFocus|OnReconnect|OnMount|IfStale)|refreshInterval|refreshWhenHidden|refreshWhenOffline|shouldRetryOnError)\b\s*:?\s*([\w.]+)?/g;
const OFF = ["false", "0"];

/** Rules that keep quota from being spent by anything but a person's act. */
export function findSpendingBreaks(modules: readonly Module[]): ArchitectureBreak[] {
  const browser = modules.filter(({ path }) => /^(app|components|lib\/client)\//.test(path));
  return [
    ...modules.flatMap(findUpstreamCalls),
    ...findRevalidation(browser),
    ...findTimers(browser),
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

/** One shared ticker may count seconds; it must not be able to ask for anything. */
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

function paths(modules: readonly Module[]): string {
  return modules.map(({ path }) => path).join(", ");
}
