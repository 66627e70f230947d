import type { Route } from "next";

/** The path of a symbol's page. Every symbol has one, so this is the only cast to a route. */
export function symbolPath(symbol: string, page: "" | "/psychology" | "/gamma" = ""): Route {
  return `/s/${encodeURIComponent(symbol)}${page}` as Route;
}
