import type { SgNode } from "@ast-grep/napi";
import type { TimerFinding, TimerKind } from "../source/finding";
import { argumentsOf, isWithin, lineOf, nodesOf } from "../source/nodes";
import { isFunction } from "./declarations";
import { callbackFetches, fetches as codeFetches, functionsRunBy, type Reader } from "./fetches";
import { intervalOf } from "./interval";

const GLOBAL = /^(?:window|globalThis|self|global)\./;
/** Names around a retry: its timer, its delay, its function, its limit. */
const RETRY = /retr(?:y|ies)|attempt|tries|reconnect|backoff/i;

/** Timers of the platform that fetch: intervals, and timeouts that start themselves again. */
export function findIntervals(root: SgNode, reader: Reader): Omit<TimerFinding, "path">[] {
  return nodesOf(root, "call_expression").flatMap((node) => {
    const kind = kindOf(node);
    if (kind === null) return [];
    const [callback, interval] = argumentsOf(node);
    const fetches =
      kind === "recursive setTimeout"
        ? repeatsFetch(node, callback, reader)
        : callbackFetches(reader, callback) && !/^(?:null|false)$/.test(interval?.text() ?? "");
    if (!fetches) return [];
    return [{ line: lineOf(node), kind, intervalMs: intervalOf(interval, reader.names) }];
  });
}

function kindOf(node: SgNode): TimerKind | null {
  switch (node.field("function")?.text().replace(GLOBAL, "")) {
    case "setInterval":
      return "setInterval";
    case "useInterval":
      return "useInterval";
    case "setTimeout":
      return "recursive setTimeout";
    default:
      return null;
  }
}

/** Whether this timeout runs a function around it again, and that function fetches. */
function repeatsFetch(timeout: SgNode, callback: SgNode | undefined, reader: Reader): boolean {
  if (!callback) return false;
  const around = timeout.ancestors().filter(isFunction);
  const run = functionsRunBy(reader, callback);
  const again = around.find((outer) => run.some((one) => one.id() === outer.id()));
  if (!again || isRetry(timeout, again)) return false;
  return run.some((one) => codeFetches(reader, one));
}

/** Whether the timeout only follows a failure, or a number of tries bounds it. */
function isRetry(timeout: SgNode, again: SgNode): boolean {
  const between = timeout.ancestors().filter((node) => isWithin(node, again));
  const [, delay] = argumentsOf(timeout);
  const near = [timeout.parent()?.field("left"), delay, ...between.map((it) => it.field("name"))];
  return (
    /\w\s*(?:\+|-)\s*1\s*\)/.test(timeout.text()) ||
    near.some((node) => RETRY.test(node?.text() ?? "")) ||
    between.some((node) => {
      if (node.kind() === "catch_clause") return true;
      if (node.kind() === "if_statement") return RETRY.test(node.field("condition")?.text() ?? "");
      const isHandler = node.kind() === "call_expression" && node.id() !== timeout.id();
      return isHandler && /\.catch$/.test(node.field("function")?.text() ?? "");
    })
  );
}
