import type { CompositeAnswer, Part } from "@/lib/contract/composite";
import type { Quota } from "@/lib/contract/quota";
import type { Composite, Resource } from "@/lib/contract/resource";
import type { Snapshot, SnapshotOf } from "@/lib/contract/snapshot";
import type { Wanted } from "@/lib/contract/wanted";
import type { PartsAtHand } from "@/lib/insight/parts-at-hand";
import { readGamma } from "@/lib/insight/read-gamma";
import { readPsychology } from "@/lib/insight/read-psychology";
import { insightPolicy } from "@/lib/policy";
import type { DeskParts } from "./parts";
import { isFresh, presentSnapshot } from "./present-snapshot";
import type { Refusal } from "./refusal";
import type { SnapshotReply } from "./request";

export type CompositeReply =
  | {
      kind: "composite";
      answer: CompositeAnswer;
      /** Some part has a copy. */
      isAtHand: boolean;
      /** Until the last part in line is expected. */
      estimatedWaitSeconds: number;
    }
  | Refusal;

type Told = {
  composite: Composite;
  symbol: string;
  parts: readonly Wanted[];
  /** One for each part, in their order. */
  replies: readonly SnapshotReply[];
  quota: Quota;
};

/** What the parts' replies come to: the figures at hand, and each part with its age or its reason. */
export function composeAnswer(desk: DeskParts, told: Told): CompositeReply {
  const { composite, symbol, quota } = told;
  const read = told.parts.flatMap((wanted, index) => {
    const reply = told.replies[index];
    return reply ? [{ wanted, reply, snapshot: snapshotOf(desk, wanted, reply, quota) }] : [];
  });
  const isAtHand = read.some(({ snapshot }) => snapshot !== null);
  const waits = read.flatMap(({ reply }) =>
    reply.kind === "in-line" ? [reply.ticket.estimatedWaitSeconds] : [],
  );
  const refused = read.find(({ reply }) => reply.kind === "refused")?.reply;
  if (!isAtHand && waits.length === 0 && refused?.kind === "refused") return refused;
  const atHand = partsAtHand(read.flatMap(({ snapshot }) => snapshot ?? []));
  return {
    kind: "composite",
    isAtHand,
    estimatedWaitSeconds: Math.max(0, ...waits),
    answer: {
      ...readingOf(composite, atHand),
      ...{ symbol, quota },
      parts: read.map(({ wanted, reply, snapshot }) => partOf(wanted, reply, snapshot)),
      data: {
        gex: atHand.gex?.data ?? null,
        curve: atHand.curve?.data ?? null,
        expirations: atHand.expirations?.data ?? null,
        history: atHand.history?.data ?? null,
      },
    },
  };
}

function readingOf(composite: Composite, parts: PartsAtHand) {
  switch (composite) {
    case "gamma":
      return { resource: "gamma" as const, reading: readGamma(parts, insightPolicy) };
    case "psychology":
      return { resource: "psychology" as const, reading: readPsychology(parts, insightPolicy) };
    default:
      return composite satisfies never;
  }
}

/** The copy a reply came with; a refusal still leaves the last one that was seen here. */
function snapshotOf(
  desk: DeskParts,
  wanted: Wanted,
  reply: SnapshotReply,
  quota: Quota,
): Snapshot | null {
  switch (reply.kind) {
    case "snapshot":
      return reply.snapshot;
    case "in-line":
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

function partOf({ resource }: Wanted, reply: SnapshotReply, snapshot: Snapshot | null): Part {
  return {
    resource,
    asOf: snapshot?.asOf ?? null,
    fetchedAt: snapshot?.fetchedAt ?? null,
    freshUntil: snapshot?.freshUntil ?? null,
    source: snapshot?.source ?? null,
    staleReason: snapshot?.staleReason ?? null,
    ticket: reply.kind === "in-line" ? reply.ticket.ticket : null,
    problem: reply.kind === "refused" ? reply.slug : null,
  };
}

function partsAtHand(snapshots: readonly Snapshot[]): PartsAtHand {
  const find = <Name extends Resource>(name: Name) =>
    snapshots.find((one): one is SnapshotOf<Name> => one.resource === name) ?? null;
  return {
    ...{ gex: find("gex"), curve: find("curve") },
    ...{ expirations: find("expirations"), history: find("history") },
  };
}
