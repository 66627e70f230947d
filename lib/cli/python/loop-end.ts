import type { SgNode } from "@ast-grep/napi";
import { isWithin, nearest, nodesOf } from "../source/nodes";

const INNER = ["function_definition", "lambda", "class_definition"];
const LOOPS = ["while_statement", "for_statement"];

/**
 * Whether an endless loop ends by what it fetched: a retry that returns its answer, pages until the
 * last one, a job until it is done. A stop by a person or an error is no such end.
 */
export function endsByItself(body: SgNode): boolean {
  const assigned = assignedIn(body);
  return nodesOf(body, "return_statement", "break_statement", "raise_statement").some((exit) => {
    const owner = nearest(exit, (it) =>
      [...INNER, ...(exit.kind() === "break_statement" ? LOOPS : [])].includes(String(it.kind())),
    );
    if (owner && isWithin(owner, body)) return false;
    const around = exit.ancestors().filter((it) => isWithin(it, body));
    if (around.some((it) => it.kind() === "except_clause")) return false;
    const conditions = around.flatMap((it) => it.field("condition") ?? []);
    return conditions.every((condition) => readsOneOf(condition, assigned));
  });
}

function assignedIn(body: SgNode): Set<string> {
  const targets = nodesOf(
    body,
    "assignment",
    "augmented_assignment",
    "named_expression",
    "as_pattern_target",
  );
  const names = targets.flatMap((it) => {
    const target = it.field("left") ?? it.field("name") ?? it;
    return nodesOf(target, "identifier").map((name) => name.text());
  });
  return new Set(names);
}

function readsOneOf(condition: SgNode, names: ReadonlySet<string>): boolean {
  return nodesOf(condition, "identifier").some((name) => names.has(name.text()));
}
