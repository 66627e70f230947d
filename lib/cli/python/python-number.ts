import type { SgNode } from "@ast-grep/napi";
import { nodesOf } from "../source/nodes";

/**
 * The number of a literal, a product of literals, or a name that the file sets once. Null when the
 * source does not say it.
 */
export function pythonNumberOf(node: SgNode | null | undefined, root: SgNode): number | null {
  switch (node?.kind()) {
    case "integer":
    case "float": {
      const number = Number(node.text().replaceAll("_", ""));
      return Number.isFinite(number) ? number : null;
    }
    case "parenthesized_expression":
      return pythonNumberOf(node.child(1), root);
    case "binary_operator": {
      const [one, other] = [
        pythonNumberOf(node.field("left"), root),
        pythonNumberOf(node.field("right"), root),
      ];
      const isProduct = node.field("operator")?.text() === "*";
      return isProduct && one !== null && other !== null ? one * other : null;
    }
    case "identifier": {
      const values = nodesOf(root, "assignment")
        .filter((it) => it.field("left")?.text() === node.text())
        .map((it) => it.field("right"));
      const [value] = values;
      // A name that is set from another name may lead in a circle.
      return values.length === 1 && value?.kind() !== "identifier"
        ? pythonNumberOf(value, root)
        : null;
    }
    default:
      return null;
  }
}
