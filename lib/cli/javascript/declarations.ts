import type { SgNode } from "@ast-grep/napi";
import { argumentsOf, isWithin, nearest, nodesOf, stringOf } from "../source/nodes";

/** What a name of a file refers to. */
export type Declaration =
  | { kind: "function"; node: SgNode }
  /** `imported` is the name in the other module: `default` and `*` too. */
  | { kind: "import"; from: string; imported: string }
  | { kind: "value"; node: SgNode }
  /** A part of a destructured value. `part` is the property, or the position in an array. */
  | { kind: "part"; node: SgNode; part: string };

type Declared = { declaration: Declaration; scope: SgNode };
/** The declarations of a file by name. A method's name begins with a dot. */
export type Declarations = {
  root: SgNode;
  /** Whether the grammar of the file knows JSX. Another one refuses to look for it. */
  hasJsx: boolean;
  byName: ReadonlyMap<string, Declared[]>;
};

const FUNCTIONS = [
  ...["arrow_function", "function_expression", "function_declaration", "method_definition"],
  ...["generator_function", "generator_function_declaration"],
];

/** Whether a node is a function of any form. */
export function isFunction(node: SgNode): boolean {
  return FUNCTIONS.includes(String(node.kind()));
}

/** Reads every declaration of a file. Parameters are left out: their values are not known. */
export function readDeclarations(root: SgNode, hasJsx: boolean): Declarations {
  const byName = new Map<string, Declared[]>();
  const add = (name: string, at: SgNode, declaration: Declaration) => {
    const scope = scopeOf(at, name) ?? root;
    byName.set(name, [...(byName.get(name) ?? []), { declaration, scope }]);
  };
  for (const node of nodesOf(root, "function_declaration", "generator_function_declaration")) {
    add(node.field("name")?.text() ?? "", node, { kind: "function", node });
  }
  for (const node of nodesOf(root, "method_definition", "public_field_definition", "pair")) {
    const name = (node.field("name") ?? node.field("key"))?.text() ?? "";
    const value = node.kind() === "method_definition" ? node : node.field("value");
    if (value) add(`.${name}`, node, ofValue(value));
  }
  for (const node of nodesOf(root, "variable_declarator", "assignment_expression")) {
    const [name, value] = [
      node.field("name") ?? node.field("left"),
      node.field("value") ?? node.field("right"),
    ];
    if (name && value) for (const [own, it] of named(name, value)) add(own, node, it);
  }
  for (const node of nodesOf(root, "import_statement")) {
    for (const [name, it] of imported(node)) add(name, node, it);
  }
  return { root, hasJsx, byName };
}

/** What `name` refers to at the place of `from`: the declaration in the innermost scope around it. */
export function findDeclaration(
  { byName }: Declarations,
  name: string,
  from: SgNode,
): Declaration | null {
  const inScope = (byName.get(name) ?? []).filter(({ scope }) => isWithin(from, scope));
  const length = ({ scope }: Declared) => scope.range().end.index - scope.range().start.index;
  const [innermost] = inScope.sort((one, other) => length(one) - length(other));
  return innermost?.declaration ?? null;
}

/** A method belongs to its class or object, everything else to the function around it. */
function scopeOf(node: SgNode, name: string): SgNode | null {
  if (!name.startsWith(".")) return nearest(node, isFunction);
  return nearest(node, (outer) => ["class_body", "object"].includes(String(outer.kind())));
}

function ofValue(value: SgNode): Declaration {
  if (isFunction(value)) return { kind: "function", node: value };
  // useCallback, debounce and the like: what they wrap is what runs.
  const [first] = value.kind() === "call_expression" ? argumentsOf(value) : [];
  const isWrapper = first && isFunction(first) && !/^use(Effect|Memo|State)$/.test(callee(value));
  return isWrapper ? { kind: "function", node: first } : { kind: "value", node: value };
}

function callee(node: SgNode): string {
  return node.field("function")?.text() ?? "";
}

function named(name: SgNode, value: SgNode): [string, Declaration][] {
  switch (name.kind()) {
    case "identifier":
      return [[name.text(), ofValue(value)]];
    case "member_expression":
      // `this.load = () => …`, `timer.current = load`.
      return isFunction(value) ? [[`.${name.field("property")?.text()}`, ofValue(value)]] : [];
    case "array_pattern":
      return name
        .children()
        .filter((child) => child.isNamed())
        .map((child, index) => [child.text(), { kind: "part", node: value, part: `${index}` }]);
    case "object_pattern":
      return name.children().flatMap((child): [string, Declaration][] => {
        const part = (child.field("key") ?? child).text().replace(/\s*=[\s\S]*/, "");
        const own = (child.field("value") ?? child).text().replace(/\s*=[\s\S]*/, "");
        return child.isNamed() ? [[own, { kind: "part", node: value, part }]] : [];
      });
    default:
      return [];
  }
}

function imported(statement: SgNode): [string, Declaration][] {
  const from = stringOf(statement.field("source")) ?? "";
  const clause = nodesOf(statement, "import_clause")[0];
  const own = (clause?.children() ?? []).flatMap((child): [string, string][] => {
    if (child.kind() === "identifier") return [[child.text(), "default"]];
    if (child.kind() !== "namespace_import") return [];
    return [[child.text().replace(/^\*\s*as\s+/, ""), "*"]];
  });
  const others = nodesOf(statement, "import_specifier").map((one): [string, string] => {
    const name = one.field("name")?.text() ?? "";
    return [one.field("alias")?.text() ?? name, name];
  });
  return [...own, ...others].map(([name, it]) => [name, { kind: "import", from, imported: it }]);
}
