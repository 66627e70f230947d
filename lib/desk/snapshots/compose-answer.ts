import type { Composite, SymbolResource } from "@/lib/contract/market/resource";
import type { SymbolWanted } from "@/lib/contract/market/wanted";
import type { Quota } from "@/lib/contract/quota/quota";
import type { CompositeAnswer, Part } from "@/lib/contract/snapshot/composite";
import type { Snapshot, SnapshotOf } from "@/lib/contract/snapshot/snapshot";
import { isFresh, presentSnapshot } from "@/lib/desk/answer/present-snapshot";
import type { Refusal } from "@/lib/desk/answer/refusal";
import type { SnapshotReply } from "@/lib/desk/answer/snapshot-job";
import type { Services } from "@/lib/desk/base/services";
import { longestWait } from "@/lib/desk/queue/wait-seconds";
import type { AvailableParts } from "@/lib/insight/available-parts";
import { readGamma } from "@/lib/insight/read-gamma";
import { readPsychology } from "@/lib/insight/traps/read-psychology";
import { insightPolicy } from "@/lib/policy";

export type CompositeReply =
  | {
      kind: "composite";
      answer: CompositeAnswer;
      /** True when at least one part is cached. */
      hasData: boolean;
      /** Until the last queued part is expected; null: unknown. */
      estimatedWaitSeconds: number | null;
    }
  | Refusal;

type Composition = {
  composite: Composite;
  symbol: string;
  parts: readonly SymbolWanted[];
  /** One per part, in the same order. */
  replies: readonly SnapshotReply[];
  quota: Quota;
};

/**
 * Builds a composite from its parts' replies: the reading, and each part with its age or reason.
 */
export function composeAnswer(
  desk: Pick<Services, "clock" | "closingFrom" | "lastKnown" | "refreshableAt" | "upstream">,
  composition: Composition,
): CompositeReply {
  const { composite, symbol, quota } = composition;
  const read = composition.parts.flatMap((wanted, index) => {
    const reply = composition.replies[index];
    return reply ? [{ wanted, reply, snapshot: snapshotOf(desk, wanted, reply, quota) }] : [];
  });
  const hasData = read.some(({ snapshot }) => snapshot !== null);
  const waits = read.flatMap(({ reply }) =>
    reply.kind === "queued" ? [reply.ticket.estimatedWaitSeconds] : [],
  );
  const refused = read.find(({ reply }) => reply.kind === "refused")?.reply;
  if (!hasData && waits.length === 0 && refused?.kind === "refused") return refused;
  const available = availableParts(read.flatMap(({ snapshot }) => snapshot ?? []));
  return {
    kind: "composite",
    hasData,
    estimatedWaitSeconds: longestWait(waits),
    answer: {
      ...readingOf(desk, composite, available),
      symbol,
      quota,
      parts: read.map(({ wanted, reply, snapshot }) => partOf(wanted, reply, snapshot)),
      data: {
        gex: available.gex?.data ?? null,
        curve: available.curve?.data ?? null,
        expirations: available.expirations?.data ?? null,
        history: available.history?.data ?? null,
      },
    },
  };
}

function readingOf(
  { clock, closingFrom }: Pick<Services, "clock" | "closingFrom">,
  composite: Composite,
  parts: AvailableParts,
) {
  const rules = { ...insightPolicy, now: clock.now(), closingFrom };
  switch (composite) {
    case "gamma":
      return { resource: "gamma" as const, reading: readGamma(parts, rules) };
    case "psychology":
      return { resource: "psychology" as const, reading: readPsychology(parts, rules) };
    default:
      return composite satisfies never;
  }
}

/** Returns the copy that a reply has. For a refusal: the last copy that this process saw. */
function snapshotOf(
  desk: Pick<Services, "lastKnown" | "refreshableAt" | "upstream">,
  wanted: SymbolWanted,
  reply: SnapshotReply,
  quota: Quota,
): Snapshot | null {
  switch (reply.kind) {
    case "snapshot":
      return reply.snapshot;
    case "queued":
      return reply.ticket.stale;
    case "refused": {
      const known = desk.lastKnown.recall(desk.upstream.jobFor(wanted)?.key ?? "");
      if (!known?.snapshot) return null;
      const source = isFresh(known.snapshot, known.now) ? "cache" : "stale";
      return presentSnapshot(desk, known.snapshot, known.now, quota, { source });
    }
    default:
      return reply satisfies never;
  }
}

function partOf({ resource }: SymbolWanted, reply: SnapshotReply, snapshot: Snapshot | null): Part {
  return {
    resource,
    asOf: snapshot?.asOf ?? null,
    fetchedAt: snapshot?.fetchedAt ?? null,
    freshUntil: snapshot?.freshUntil ?? null,
    nextExpectedAt: snapshot?.nextExpectedAt ?? null,
    missedUpdates: snapshot?.missedUpdates ?? [],
    source: snapshot?.source ?? null,
    staleReason: snapshot?.staleReason ?? null,
    ticket: reply.kind === "queued" ? reply.ticket.ticket : null,
    problem: reply.kind === "refused" ? reply.slug : null,
  };
}

function availableParts(snapshots: readonly Snapshot[]): AvailableParts {
  const find = <Name extends SymbolResource>(name: Name) =>
    snapshots.find((one): one is SnapshotOf<Name> => one.resource === name) ?? null;
  return {
    gex: find("gex"),
    curve: find("curve"),
    expirations: find("expirations"),
    history: find("history"),
  };
}
