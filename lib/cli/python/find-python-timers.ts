import type { SgNode } from "@ast-grep/napi";
import type { TimerFinding } from "../source/finding";
import { argumentsOf, lineOf, nodesOf } from "../source/nodes";
import { createPythonReader, type PythonReader } from "./functions";
import { endsByItself } from "./loop-end";
import { pythonNumberOf } from "./python-number";

type Found = Omit<TimerFinding, "path">;

const MS_PER_SECOND = 1_000;
const SLEEP = /^(?:time|asyncio|trio|anyio)\.sleep$/;
const RERUN = /^streamlit\.(?:experimental_)?rerun$/;
const AUTOREFRESH = /^streamlit_autorefresh(?:\.st_autorefresh)?$/;

/** Timers of a Python file: Streamlit's, and endless loops that sleep and fetch. */
export function findPythonTimers(root: SgNode): Found[] {
  const reader = createPythonReader(root);
  return [
    ...findAutorefresh(root, reader),
    ...findRunEvery(root, reader),
    ...findReruns(root, reader),
    ...findLoops(root, reader),
  ];
}

function calleeOf(node: SgNode, reader: PythonReader): string {
  return reader.importedName(node.field("function")?.text() ?? "");
}

function argument(node: SgNode, name: string, position: number): SgNode | null {
  const all = argumentsOf(node);
  const named = all.find((it) => it.field("name")?.text() === name);
  if (named) return named.field("value");
  const [first] = all.slice(position, position + 1);
  return first && first.kind() !== "keyword_argument" ? first : null;
}

/** Each run of the page loads what the page loads, so that every use counts. */
function findAutorefresh(root: SgNode, reader: PythonReader): Found[] {
  return nodesOf(root, "call")
    .filter((node) => AUTOREFRESH.test(calleeOf(node, reader)))
    .map((node) => ({
      line: lineOf(node),
      kind: "Streamlit st_autorefresh",
      intervalMs: pythonNumberOf(argument(node, "interval", 0), root),
    }));
}

/** Fragments that run again by themselves and fetch. */
function findRunEvery(root: SgNode, reader: PythonReader): Found[] {
  return nodesOf(root, "decorated_definition").flatMap((node) => {
    const [every] = nodesOf(node, "decorator")
      .flatMap((decorator) => nodesOf(decorator, "keyword_argument"))
      .filter((it) => it.field("name")?.text() === "run_every");
    const value = every?.field("value");
    if (!every || !value || value.text() === "None" || !reader.fetches(node)) return [];
    return [{ line: lineOf(every), kind: "Streamlit run_every", intervalMs: msOf(value, root) }];
  });
}

/** `time.sleep(n)` and then `st.rerun()` in one block: the page starts itself again. */
function findReruns(root: SgNode, reader: PythonReader): Found[] {
  return nodesOf(root, "call").flatMap((node) => {
    if (!RERUN.test(calleeOf(node, reader))) return [];
    const before = node.parent()?.prevAll() ?? [];
    const sleep = before.flatMap((it) => sleepsIn(it, reader)).at(0);
    if (!sleep || !reader.fetches(root)) return [];
    const intervalMs = msOf(argument(sleep, "secs", 0), root);
    return [{ line: lineOf(node), kind: "Streamlit rerun after sleep", intervalMs }];
  });
}

/** Loops without an end that sleep and fetch. */
function findLoops(root: SgNode, reader: PythonReader): Found[] {
  return nodesOf(root, "while_statement").flatMap((loop) => {
    const isEndless = /^\(?(?:True|1)\)?$/.test(loop.field("condition")?.text() ?? "");
    const body = loop.field("body");
    const sleep = body ? sleepsIn(body, reader).at(-1) : undefined;
    if (!isEndless || !body || !sleep || !reader.fetches(body) || endsByItself(body)) return [];
    const intervalMs = msOf(argument(sleep, "secs", 0), root);
    return [{ line: lineOf(loop), kind: "while True with sleep", intervalMs }];
  });
}

function sleepsIn(node: SgNode, reader: PythonReader): SgNode[] {
  return nodesOf(node, "call").filter((it) => SLEEP.test(calleeOf(it, reader)));
}

function msOf(node: SgNode | null, root: SgNode): number | null {
  const seconds = pythonNumberOf(node, root);
  return seconds === null ? null : seconds * MS_PER_SECOND;
}
