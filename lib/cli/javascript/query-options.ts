import type { SgNode } from "@ast-grep/napi";
import { argumentsOf, nodesOf } from "../source/nodes";
import { type Declarations, findDeclaration } from "./declarations";

/** The options of one call, one component or one client. */
export type QueryOptions = {
  /** Each option's value by its name. A shorthand is its own value. */
  values: ReadonlyMap<string, SgNode>;
  /** Whether all options are in this file: no spread or variable hides one. */
  isComplete: boolean;
};

/** Reads the options in these nodes: objects, and constants of the file that hold an object. */
export function readOptions(nodes: readonly SgNode[], names: Declarations): QueryOptions {
  const values = new Map<string, SgNode>();
  let isComplete = true;
  for (const node of nodes) {
    if (node.kind() === "object") isComplete = readObject(node, values, names) && isComplete;
    else if (node.kind() === "identifier") {
      const declared = findDeclaration(names, node.text(), node);
      const isObject = declared?.kind === "value" && declared.node.kind() === "object";
      if (isObject) isComplete = readObject(declared.node, values, names) && isComplete;
      else isComplete = false;
    } else if (!["undefined", "null"].includes(node.text())) isComplete = false;
  }
  return { values, isComplete };
}

/** Reads one object with its spreads, and says whether it is complete. */
function readObject(object: SgNode, values: Map<string, SgNode>, names: Declarations): boolean {
  let isComplete = true;
  for (const child of object.children()) {
    const value = child.field("value");
    if (child.kind() === "pair" && value) {
      values.set((child.field("key")?.text() ?? "").replace(/['"]/g, ""), value);
    } else if (child.kind() === "shorthand_property_identifier") values.set(child.text(), child);
    else if (child.kind() === "spread_element") {
      const spread = child.children().filter((one) => one.isNamed());
      const inner = readOptions(spread, names);
      for (const [name, one] of inner.values) values.set(name, one);
      isComplete = isComplete && inner.isComplete;
    }
  }
  return isComplete;
}

/** What stands for the options of a component: the object in `value={…}`. */
export function valueAttribute(element: SgNode): SgNode[] {
  return nodesOf(element, "jsx_attribute")
    .filter((attribute) => /^value\s*=/.test(attribute.text()))
    .slice(0, 1)
    .flatMap((attribute) => nodesOf(attribute, "jsx_expression").slice(0, 1))
    .flatMap((expression) => expression.children().filter((child) => child.isNamed()));
}

/** The options of SWR's hooks: the last argument after the key, if it can hold options. */
export function swrOptions(hook: SgNode): SgNode[] {
  const [, ...after] = argumentsOf(hook);
  const last = after.at(-1);
  if (!last) return [];
  // With two arguments the second is the fetcher, unless it is an object.
  return after.length > 1 || last.kind() === "object" ? [last] : [];
}
