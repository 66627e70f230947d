import { randomBytes } from "node:crypto";
import { z } from "zod";
import { storePolicy } from "@/lib/policy";
import { StoreFault } from "@/lib/store-fault";
import { restoreScanLog, type ScanStore } from "./restore-scan-log";
import { extendScanLog, pieceOf, type ScanLog } from "./scan-log";
import type { ScanWish, Synced } from "./scans";
import { type RowEvent, TAG_LENGTH, tagOf } from "./stored-event";
import { syncScanScript } from "./sync-scan.lua";

/** Runs the script once. */
export async function syncStep(
  { store, names }: ScanStore,
  argument: object,
  events: readonly RowEvent[],
) {
  const words = [JSON.stringify(argument), ...events.map((event) => JSON.stringify(event))];
  const reply = await store.run(syncScanScript, names, words, storePolicy.requestBudgetMs);
  return parseReply(reply);
}

/** Runs one step, and more until everything in the store was read. */
export async function syncScanLog(
  place: ScanStore,
  log: ScanLog,
  wish: ScanWish,
  tries = TRIES,
): Promise<Synced> {
  const argument = { ...wishArgument(wish), ...knownArgument(log) };
  const { head, lines } = await syncStep(place, argument, wish.changes);
  switch (head.kind) {
    case "deleted":
      return { kind: "deleted" };
    case "missing":
    case "diverged": {
      if (head.kind === "missing" && wish.isUnattended) return { kind: "deleted" };
      // Lost repeatedly: the store does not keep data.
      if (tries === 0) throw new StoreFault("refused");
      const lost = await restoreScanLog(place, log);
      return syncScanLog(place, log, { ...wish, changes: [...lost, ...wish.changes] }, tries - 1);
    }
    case "synced": {
      extendScanLog(log, lines);
      log.lookedAt = head.lookedAt;
      const { share, refused, now } = head;
      const synced: Synced = { kind: "synced", share, refused, now };
      if (head.more === 0) return synced;
      const rest = await syncScanLog(place, log, { changes: [], isLooked: false });
      return rest.kind === "deleted" ? rest : { ...rest, refused: synced.refused };
    }
    default:
      return head satisfies never;
  }
}

const TRIES = 4;

export function wishArgument({ changes, act, isLooked }: ScanWish) {
  const letters = { queued: "q", completed: "c", failed: "f" } as const;
  return {
    request: randomBytes(TAG_LENGTH).toString("base64url").slice(0, TAG_LENGTH),
    act: act ?? "",
    look: isLooked ? 1 : 0,
    changes: changes.map(({ row, event }) => [row, letters[event]]),
  };
}

function knownArgument(log: ScanLog) {
  const { id, lines } = log;
  return { id, known: lines.length, tag: tagOf(lines.at(-1) ?? ""), most: pieceOf(log) };
}

const headSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("missing") }),
  z.object({ kind: z.literal("deleted") }),
  z.object({ kind: z.literal("diverged") }),
  z.object({
    kind: z.literal("synced"),
    now: z.number(),
    share: z.int(),
    more: z.int(),
    refused: z.enum(["", "ended", "full"]).transform((why) => (why === "" ? null : why)),
    order: z.string(),
    rows: z.string(),
    state: z.enum(["running", "paused", "ended"]),
    createdAt: z.number(),
    lookedAt: z.number(),
  }),
]);

function parseReply(reply: unknown) {
  const parsed = z.array(z.string()).safeParse(reply);
  const [head, ...lines] = parsed.success ? parsed.data : [];
  return { head: headOf(head), lines };
}

function headOf(text = "null") {
  try {
    return headSchema.parse(JSON.parse(text));
  } catch {
    throw new StoreFault("refused");
  }
}
