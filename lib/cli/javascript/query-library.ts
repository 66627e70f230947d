import type { SgNode } from "@ast-grep/napi";
import type { TimerKind } from "../source/finding";
import { argumentsOf, nodesOf } from "../source/nodes";
import type { Declarations } from "./declarations";
import { swrOptions, valueAttribute } from "./query-options";

/** A library whose hooks load again by themselves. */
export type QueryLibrary = {
  modules: RegExp;
  /** Its hooks, by their exported names. */
  hooks: RegExp;
  /** The option that is an interval in ms. */
  interval: { option: string; kind: TimerKind };
  /** Options that are on unless they are false. */
  triggers: readonly { option: string; kind: TimerKind }[];
  /** One kind for all triggers at once. */
  allTriggers: TimerKind;
  /** The nodes with the options of a hook. */
  optionsOf(hook: SgNode): SgNode[];
  /** The places of a file that set options for all hooks, with the nodes that hold those. */
  configurations(root: SgNode, names: Declarations): { at: SgNode; options: SgNode[] }[];
  /** Whether a hook without these options loads at all. */
  loads(hook: SgNode): boolean;
};

const SWR: QueryLibrary = {
  modules: /^swr(?:\/infinite)?$/,
  hooks: /^(?:default|useSWR|useSWRInfinite)$/,
  interval: { option: "refreshInterval", kind: "SWR refreshInterval" },
  triggers: [
    { option: "revalidateOnFocus", kind: "SWR revalidateOnFocus" },
    { option: "revalidateOnReconnect", kind: "SWR revalidateOnReconnect" },
  ],
  allTriggers: "SWR revalidateOnFocus and revalidateOnReconnect",
  optionsOf: swrOptions,
  configurations: (root, { hasJsx }) =>
    (hasJsx ? nodesOf(root, "jsx_opening_element", "jsx_self_closing_element") : [])
      .filter((element) => element.field("name")?.text() === "SWRConfig")
      .map((at) => ({ at, options: valueAttribute(at) })),
  // Without a key nothing loads, and with null as the fetcher SWR only keeps state.
  loads: (hook) => {
    const [key, fetcher] = argumentsOf(hook);
    return key !== undefined && key.text() !== "null" && fetcher?.text() !== "null";
  },
};

const REACT_QUERY: QueryLibrary = {
  modules: /^(?:@tanstack\/(?:react|vue|solid|svelte)-query|react-query)$/,
  hooks: /^(?:use|create)(?:Suspense)?(?:Infinite)?(?:Query|Queries)$/,
  interval: { option: "refetchInterval", kind: "React Query refetchInterval" },
  triggers: [{ option: "refetchOnWindowFocus", kind: "React Query refetchOnWindowFocus" }],
  allTriggers: "React Query refetchOnWindowFocus",
  optionsOf: (hook) => argumentsOf(hook).slice(-1),
  configurations: (root) =>
    nodesOf(root, "new_expression")
      .filter((client) => client.field("constructor")?.text() === "QueryClient")
      .map((at) => ({ at, options: queriesOf(at) })),
  loads: (hook) => argumentsOf(hook).length > 0,
};

/** The object after `queries:` in the default options of a client. */
function queriesOf(client: SgNode): SgNode[] {
  return nodesOf(client, "pair")
    .filter((pair) => pair.field("key")?.text() === "queries")
    .slice(0, 1)
    .flatMap((pair) => pair.field("value") ?? []);
}

/** The libraries that find-timers knows. */
export const QUERY_LIBRARIES = [SWR, REACT_QUERY];
