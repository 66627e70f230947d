import type { SgNode } from "@ast-grep/napi";
import { type Declarations, findDeclaration } from "./declarations";

const OPERATORS: Record<string, (one: number, other: number) => number> = {
  "+": (one, other) => one + other,
  "-": (one, other) => one - other,
  "*": (one, other) => one * other,
  "/": (one, other) => one / other,
};
/** Names that stand for themselves. */
const OFF = ["false", "null", "undefined"];

/**
 * The number of a literal, of arithmetic with literals, or of a constant of the same file. Null when
 * the source does not say it.
 */
function numberOf(node: SgNode | null | undefined, names: Declarations): number | null {
  if (!node) return null;
  switch (node.kind()) {
    case "number": {
      const number = Number(node.text().replaceAll("_", ""));
      return Number.isFinite(number) ? number : null;
    }
    case "parenthesized_expression":
    case "as_expression":
      return numberOf(node.child(node.kind() === "as_expression" ? 0 : 1), names);
    case "binary_expression": {
      const calculate = OPERATORS[node.field("operator")?.text() ?? ""];
      const [one, other] = [
        numberOf(node.field("left"), names),
        numberOf(node.field("right"), names),
      ];
      return calculate && one !== null && other !== null ? calculate(one, other) : null;
    }
    case "identifier":
    case "shorthand_property_identifier": {
      const declared = findDeclaration(names, node.text(), node);
      // A constant that refers to itself would never end.
      const isOther = declared?.kind === "value" && declared.node.text() !== node.text();
      return isOther ? numberOf(declared.node, names) : null;
    }
    default:
      return null;
  }
}

/** Whether an option is surely off: 0, false, null, undefined, or a choice between those. */
export function isOff(node: SgNode, names: Declarations): boolean {
  if (OFF.includes(node.text())) return true;
  if (node.kind() === "ternary_expression") {
    const branches = [node.field("consequence"), node.field("alternative")];
    return branches.every((branch) => branch !== null && isOff(branch, names));
  }
  if (node.kind() === "identifier" || node.kind() === "shorthand_property_identifier") {
    const declared = findDeclaration(names, node.text(), node);
    if (declared?.kind === "value" && OFF.includes(declared.node.text())) return true;
  }
  return numberOf(node, names) === 0;
}

/** The interval of an option, ms: also of `isOpen ? 5_000 : 0` and of `isOpen && 5_000`. */
export function intervalOf(node: SgNode | undefined, names: Declarations): number | null {
  if (node?.kind() === "ternary_expression") {
    const branches = [node.field("consequence"), node.field("alternative")];
    const numbers = branches.map((branch) => numberOf(branch, names)).filter(Boolean);
    return numbers.length === 1 ? (numbers[0] ?? null) : null;
  }
  if (node?.kind() === "binary_expression" && node.field("operator")?.text() === "&&") {
    return numberOf(node.field("right"), names);
  }
  return numberOf(node, names);
}
