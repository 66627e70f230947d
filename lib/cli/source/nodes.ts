import type { SgNode } from "@ast-grep/napi";

/** Every node of this kind at or under `node`, in the order of the source. */
export function nodesOf(node: SgNode, ...kinds: string[]): SgNode[] {
  return node.findAll({ rule: { any: kinds.map((kind) => ({ kind })) } });
}

/** Whether `node` is `outer` or a part of it. */
export function isWithin(node: SgNode, outer: SgNode): boolean {
  const [inner, around] = [node.range(), outer.range()];
  return around.start.index <= inner.start.index && inner.end.index <= around.end.index;
}

/** The arguments of a call, without comments. */
export function argumentsOf(call: SgNode): SgNode[] {
  const list = call.field("arguments");
  return list?.children().filter((child) => child.isNamed() && child.kind() !== "comment") ?? [];
}

/** The line of a node's first character, from 1. */
export function lineOf(node: SgNode): number {
  return node.range().start.line + 1;
}

/** The nearest node around this one that `isOne` accepts, or null. */
export function nearest(node: SgNode, isOne: (outer: SgNode) => boolean): SgNode | null {
  return node.ancestors().find(isOne) ?? null;
}

/** The text of a string literal without its quotes. Null for any other node. */
export function stringOf(node: SgNode | null | undefined): string | null {
  if (node?.kind() !== "string") return null;
  return node.text().replace(/^[a-zA-Z]*(['"]{3}|['"])([\s\S]*)\1$/, "$2");
}
