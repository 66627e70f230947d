import type { Resource } from "@/lib/contract/market/resource";
import type { CallOutcome } from "@/lib/contract/queue/job";
import type { SnapshotOf } from "@/lib/contract/snapshot/snapshot";

/** The figures of an answer about `resource`; anything else fails the test. */
export function dataOf<Name extends Resource>(
  outcome: CallOutcome,
  resource: Name,
): SnapshotOf<Name>["data"] {
  if (outcome.kind !== "answered") throw new Error(outcome.kind);
  if (outcome.figures.resource !== resource) throw new Error(outcome.figures.resource);
  // The name was just compared.
  return outcome.figures.data as SnapshotOf<Name>["data"];
}
