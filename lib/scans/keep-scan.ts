import { z } from "zod";
import { storePolicy } from "@/lib/policy";
import type { Keys } from "@/lib/redis/keys";
import type { StoreCommands } from "@/lib/redis/store";
import { StoreFault } from "@/lib/store-fault";
import { createScanScript } from "./create-scan.lua";
import type { ScanStore } from "./restore-scan-log";
import { kilobytesOf, type ScanRequest } from "./scan-log";
import type { NoRoom } from "./scans";
import { syncStep, wishArgument } from "./sync-scan-log";

/** `at`: store ms. */
type Kept = { kind: "made"; at: number } | { kind: NoRoom };

type Parts = { store: StoreCommands; keys: Keys };

/**
 * Stores a new scan. If the caller or all callers have too many, ended scans are dropped to make
 * room.
 */
export async function keepScan(
  parts: Parts,
  id: string,
  request: ScanRequest,
  tries = TRIES,
): Promise<Kept> {
  const { store, keys } = parts;
  const { caller, wanted } = request;
  const sizes = [wanted.length, kilobytesOf(request)].map(String);
  const words = [id, JSON.stringify(request), ...sizes, caller];
  const names = [keys.scan(id), keys.scansOf(caller), keys.scansInAll];
  const reply = await store.run(createScanScript, names, words, storePolicy.requestBudgetMs);
  const parsed = replySchema.safeParse(reply);
  if (!parsed.success) throw new StoreFault("refused");
  const [kind, ...rest] = parsed.data;
  if (kind === "made") return { kind, at: Number(rest[0]) };
  if (rest.length === 0 || tries === 0) return { kind };
  const ended = rest.flatMap((one, index) => (index % 2 === 0 ? [[one, rest[index + 1]]] : []));
  await Promise.all(ended.map(([one = "", whose = ""]) => dropScan(parts, one, whose)));
  return keepScan(parts, id, request, tries - 1);
}

/** Other scans may take the freed room meanwhile. */
const TRIES = 3;

const replySchema = z.tuple([z.enum(["made", "full", "crowded"])], z.coerce.string());

/** Deletes a scan unless it is running again. Rejects with StoreFault. */
export async function dropScan(parts: Parts, id: string, caller: string): Promise<void> {
  const argument = { id, ...wishArgument({ changes: [], isLooked: false }), act: "drop" };
  await syncStep(placeIn(parts, id, caller), { ...argument, known: 0, tag: "", most: 1 }, []);
}

/** The store and keys of a scan. */
export function placeIn({ store, keys }: Parts, id: string, caller: string): ScanStore {
  const names = [keys.scan(id), keys.scanEvents(id), keys.scansOf(caller), keys.scansInAll];
  return { store, names };
}
