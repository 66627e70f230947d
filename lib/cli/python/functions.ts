import type { SgNode } from "@ast-grep/napi";
import { argumentsOf, nodesOf, stringOf } from "../source/nodes";

/** Functions of modules that make a request, by their dotted names. */
const FETCH_FUNCTION =
  /^(?:requests|httpx|grequests|aiohttp)\.(?:get|post|put|patch|delete|head|request|stream)$|^(?:urllib\.request\.)?urlopen$|^(?:yf|yfinance)\.(?:download|Ticker|Tickers)$/;
/** Methods of objects for requests: `session.get`, `self.client.get`, `api.quotes`. */
const FETCH_METHOD =
  /(?:^|[._])(?:session|client|http|https|api)\.(?:get|post|put|patch|delete|head|request|fetch\w*|get_\w+|load_\w+|list_\w+)$/i;
/** By its name it fetches, wherever it is declared. */
const FETCH_NAME = /(?:^|\.)(?:re)?fetch(?:_\w+)?$/;
const READ_NAME = /^(?:get|load|download|poll|refresh|update|pull|retrieve)_/;
const REQUEST_MODULE =
  /(?:^|[._])(?:apis?|client|clients|services?|fetch|fetcher|requests?)(?:[._]|$)/;
/** Readers of pandas that take an address. */
const PANDAS_READ = /^(?:pd|pandas)\.read_(?:csv|json|html|xml)$/;

/** Answers what the code of one Python file does. */
export type PythonReader = ReturnType<typeof createPythonReader>;

/** Creates the reader of a file. It follows functions within the file only. */
export function createPythonReader(root: SgNode) {
  const functions = new Map<string, SgNode[]>();
  for (const node of nodesOf(root, "function_definition")) {
    const name = node.field("name")?.text() ?? "";
    functions.set(name, [...(functions.get(name) ?? []), node]);
  }
  const imports = readImports(root);
  const known = new Map<number, boolean>();
  const running = new Set<number>();

  /** Whether running this code makes a request, itself or through a function of the file. */
  function fetches(code: SgNode): boolean {
    const id = code.id();
    // A function that calls itself adds nothing.
    if (running.has(id)) return false;
    const before = known.get(id);
    if (before !== undefined) return before;
    running.add(id);
    const found = nodesOf(code, "call").some(makesRequest);
    running.delete(id);
    // Inside another function "no" may only mean that the other one was left out.
    if (found || running.size === 0) known.set(id, found);
    return found;
  }

  function makesRequest(node: SgNode): boolean {
    const name = node.field("function")?.text() ?? "";
    const own = functions.get(name.replace(/^(?:self|cls)\./, ""));
    if (own) return own.some(fetches);
    // `asyncio.run(poll())` and `executor.submit(load, symbol)` run what they got.
    const passed = argumentsOf(node).filter((it) => it.kind() === "identifier");
    if (passed.some((it) => functions.get(it.text())?.some(fetches))) return true;
    const address = PANDAS_READ.test(name) ? stringOf(argumentsOf(node)[0]) : null;
    if (address?.startsWith("http")) return true;
    if (FETCH_FUNCTION.test(name) || FETCH_METHOD.test(name) || FETCH_NAME.test(name)) return true;
    return READ_NAME.test(name) && REQUEST_MODULE.test(imports.get(name)?.from ?? "");
  }

  /** The imported name that a callee refers to: `module.name`, whatever the file calls it. */
  function importedName(callee: string): string {
    const [first = "", ...rest] = callee.split(".");
    const declared = imports.get(first);
    return declared ? [declared.from, declared.name, ...rest].filter(Boolean).join(".") : callee;
  }

  return { fetches, importedName };
}

/** `from m import n as local` and `import m as local`, by the local name. */
function readImports(root: SgNode): Map<string, { from: string; name: string }> {
  const imports = new Map<string, { from: string; name: string }>();
  for (const statement of nodesOf(root, "import_from_statement", "import_statement")) {
    const module = statement.field("module_name")?.text() ?? null;
    for (const child of statement.fieldChildren("name")) {
      const name = child.field("name")?.text() ?? child.text();
      const local = child.field("alias")?.text() ?? name;
      if (module !== null) imports.set(local, { from: module, name });
      else if (child.field("alias")) imports.set(local, { from: name, name: "" });
    }
  }
  return imports;
}
