import { z } from "zod";
import { storePolicy } from "@/lib/policy";
import type { Keys } from "@/lib/redis/keys";
import { type Store, StoreFault } from "@/lib/redis/store";
import { createScanScript } from "./create-scan.lua";
import type { Place } from "./restore-story";
import type { NoRoom } from "./scans";
import { kilobytesOf, type ScanOrder } from "./story";
import { syncStep, wishArgument } from "./sync-story";

/** `at`: store ms. */
type Kept = { kind: "made"; at: number } | { kind: NoRoom };

type Parts = { store: Store; keys: Keys };

/** Keeps a new scan; where its caller's are too many, or all are, those that ended make room. */
export async function keepScan(
  parts: Parts,
  id: string,
  order: ScanOrder,
  tries = TRIES,
): Promise<Kept> {
  const { store, keys } = parts;
  const { caller, wanted } = order;
  const sizes = [wanted.length, kilobytesOf(order)].map(String);
  const words = [id, JSON.stringify(order), ...sizes, caller];
  const names = [keys.scan(id), keys.scansOf(caller), keys.scansInAll];
  const reply = await store.run(createScanScript, names, words, storePolicy.requestBudgetMs);
  const parsed = replySchema.safeParse(reply);
  if (!parsed.success) throw new StoreFault("refused");
  const [kind, ...rest] = parsed.data;
  if (kind === "made") return { kind, at: Number(rest[0]) };
  if (rest.length === 0 || tries === 0) return { kind };
  const ended = rest.flatMap((one, index) => (index % 2 === 0 ? [[one, rest[index + 1]]] : []));
  await Promise.all(ended.map(([one = "", whose = ""]) => dropScan(parts, one, whose)));
  return keepScan(parts, id, order, tries - 1);
}

/** Others may begin scans meanwhile, and take the room. */
const TRIES = 3;

const replySchema = z.tuple([z.enum(["made", "full", "crowded"])], z.coerce.string());

/** Deletes a scan unless it runs again by now. */
async function dropScan(parts: Parts, id: string, caller: string): Promise<void> {
  const argument = { id, ...wishArgument({ changes: [], isLooked: false }), act: "drop" };
  await syncStep(placeIn(parts, id, caller), { ...argument, known: 0, tag: "", most: 1 }, []);
}

/** Where a scan is kept. */
export function placeIn({ store, keys }: Parts, id: string, caller: string): Place {
  const names = [keys.scan(id), keys.scanEvents(id), keys.scansOf(caller), keys.scansInAll];
  return { store, names };
}
