import type { Route } from "next";

/** A page of a symbol. Every symbol has these, so the one cast to a route of ours is here. */
export function symbolPath(symbol: string, page: "" | "/psychology" | "/gamma" = ""): Route {
  return `/s/${encodeURIComponent(symbol)}${page}` as Route;
}
