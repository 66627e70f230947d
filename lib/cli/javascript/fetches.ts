import type { SgNode } from "@ast-grep/napi";
import { argumentsOf, nodesOf } from "../source/nodes";
import { type Declaration, type Declarations, findDeclaration, isFunction } from "./declarations";
import { isFetchFunction, isFetchMethod, isLoadAgain } from "./fetch-names";

/** Receivers whose methods are declared in the same file. */
const OWN = /^(?:this|self|that|vm|_this)$/;

/** What reading the code of one file needs. Names are followed within the file only. */
export type Reader = {
  names: Declarations;
  /** Answers so far, by the node's id. */
  known: Map<number, boolean>;
  /** The code that is being read. */
  running: Set<number>;
};

/** Creates the reader of a file. */
export function createReader(names: Declarations): Reader {
  return { names, known: new Map(), running: new Set() };
}

/** Whether running this code makes a request, itself or through a function of the file. */
export function fetches(reader: Reader, code: SgNode): boolean {
  const { known, running } = reader;
  const id = code.id();
  // A function that calls itself adds nothing.
  if (running.has(id)) return false;
  const before = known.get(id);
  if (before !== undefined) return before;
  running.add(id);
  const nodes = nodesOf(code, "call_expression", "new_expression");
  const found = nodes.some((it) => makesRequest(reader, it));
  running.delete(id);
  // Inside another function "no" may only mean that the other one was left out.
  if (found || running.size === 0) known.set(id, found);
  return found;
}

/** Whether a callback makes a request: a function, or the name of one. */
export function callbackFetches(reader: Reader, callback: SgNode | undefined): boolean {
  if (!callback) return false;
  if (isFunction(callback)) return fetches(reader, callback);
  // `load.bind(this)` and `debounce(load)` run what they got.
  if (callback.kind() === "call_expression")
    return fetches(reader, callback) || wraps(reader, callback);
  return nameFetches(reader, callback);
}

function wraps(reader: Reader, wrapper: SgNode): boolean {
  const bound = wrapper.field("function")?.field("object");
  return [...(bound ? [bound] : []), ...argumentsOf(wrapper)].some((it) => nameFetches(reader, it));
}

function makesRequest(reader: Reader, node: SgNode): boolean {
  if (node.kind() === "new_expression") {
    return node.field("constructor")?.text() === "XMLHttpRequest";
  }
  const callee = node.field("function");
  return callee !== null && nameFetches(reader, callee);
}

function nameFetches(reader: Reader, callee: SgNode): boolean {
  const declaration = declarationOf(reader, callee);
  if (declaration?.kind === "function") return fetches(reader, declaration.node);
  if (callee.kind() === "identifier") return identifierFetches(reader, callee.text(), declaration);
  if (callee.kind() !== "member_expression") return false;
  const [object, method] = [callee.field("object"), callee.field("property")?.text() ?? ""];
  const receiver = object?.kind() === "identifier" ? findIn(reader, object) : null;
  return isFetchMethod(object?.text() ?? "", method, receiver);
}

function identifierFetches(reader: Reader, name: string, declaration: Declaration | null): boolean {
  switch (declaration?.kind) {
    case "value":
      return callbackFetches(
        reader,
        declaration.node.kind() === "identifier" ? undefined : declaration.node,
      );
    case "part":
      return partFetches(reader, declaration.node, declaration.part);
    default:
      return isFetchFunction(name, declaration);
  }
}

/** A part of what a hook returned: `refetch` of useQuery(), a setter that an effect waits for. */
function partFetches(reader: Reader, source: SgNode, part: string): boolean {
  const hook = source.field("function")?.text() ?? "";
  if (/^(?:React\.)?useState$/.test(hook) && part === "1") return effectFetches(reader, source);
  if (!/(?:^|\.)use[A-Z]/.test(hook)) return isLoadAgain(part) && /^re/.test(part);
  const own = source.field("function");
  const declared = own ? findIn(reader, own) : null;
  if (declared?.kind === "function")
    return !/^set[A-Z]/.test(part) && fetches(reader, declared.node);
  return isLoadAgain(part);
}

/** Whether an effect that depends on this state makes a request. */
function effectFetches(reader: Reader, state: SgNode): boolean {
  const pattern = state.parent()?.field("name");
  // A new interval starts a timer again, which is reported itself.
  if (/\[\s*\w+,\s*set\w*(?:Interval|Delay)/.test(pattern?.text() ?? "")) return false;
  const name = pattern
    ?.children()
    .find((child) => child.isNamed())
    ?.text();
  const component = state.ancestors().find(isFunction) ?? reader.names.root;
  return nodesOf(component, "call_expression").some((node) => {
    if (!/(?:^|\.)useEffect$/.test(node.field("function")?.text() ?? "")) return false;
    const [effect, dependencies] = argumentsOf(node);
    const depends = dependencies?.children().some((child) => child.text() === name) ?? false;
    return depends && callbackFetches(reader, effect);
  });
}

function findIn(reader: Reader, identifier: SgNode): Declaration | null {
  return findDeclaration(reader.names, identifier.text(), identifier);
}

/** What a name or a method refers to in this file. */
function declarationOf(reader: Reader, callee: SgNode): Declaration | null {
  if (callee.kind() === "identifier") return findIn(reader, callee);
  if (callee.kind() !== "member_expression") return null;
  const [object, property] = [callee.field("object"), callee.field("property")];
  if (!object || !property) return null;
  if (OWN.test(object.text())) return findDeclaration(reader.names, `.${property.text()}`, callee);
  const value = object.kind() === "identifier" ? findIn(reader, object) : null;
  if (value?.kind !== "value" || value.node.kind() !== "object") return null;
  const inside = value.node.children().at(1) ?? value.node;
  return findDeclaration(reader.names, `.${property.text()}`, inside);
}

/** The functions of this file that code runs, and those that they run, without end. */
export function functionsRunBy(
  reader: Reader,
  code: SgNode,
  seen = new Map<number, SgNode>(),
): SgNode[] {
  const callees = nodesOf(code, "call_expression").map((node) => node.field("function"));
  for (const name of [code, ...callees]) {
    const declaration = name ? declarationOf(reader, name) : null;
    if (declaration?.kind !== "function" || seen.has(declaration.node.id())) continue;
    seen.set(declaration.node.id(), declaration.node);
    functionsRunBy(reader, declaration.node, seen);
  }
  return [...seen.values()];
}
