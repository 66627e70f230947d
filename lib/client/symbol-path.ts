import type { Route } from "next";

/** The page of a symbol. Every symbol has one, so the one cast to a route of ours is here. */
export function symbolPath(symbol: string): Route {
  return `/s/${encodeURIComponent(symbol)}` as Route;
}
