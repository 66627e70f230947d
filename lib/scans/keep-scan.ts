import { z } from "zod";
import { storePolicy } from "@/lib/policy";
import type { Keys } from "@/lib/redis/keys";
import { type Store, StoreFault } from "@/lib/redis/store";
import { createScanScript } from "./create-scan.lua";
import { kilobytesOf, type ScanOrder } from "./story";
import { syncStep, wishArgument } from "./sync-story";

/** `at`: store ms. `full`: its caller has too many that have not ended. */
type Kept = { kind: "made"; at: number } | { kind: "full" };

type Parts = { store: Store; keys: Keys };

/** Keeps a new scan; where its caller's are too many, those that ended longest ago make room. */
export async function keepScan(
  parts: Parts,
  id: string,
  order: ScanOrder,
  tries = TRIES,
): Promise<Kept> {
  const { store, keys } = parts;
  const { caller, wanted } = order;
  const sizes = [wanted.length, kilobytesOf(order)].map(String);
  const words = [id, JSON.stringify(order), ...sizes];
  const names = [keys.scan(id), keys.scansOf(caller)];
  const reply = await store.run(createScanScript, names, words, storePolicy.requestBudgetMs);
  const parsed = replySchema.safeParse(reply);
  if (!parsed.success) throw new StoreFault("refused");
  const [kind, ...rest] = parsed.data;
  if (kind === "made") return { kind, at: Number(rest[0]) };
  if (rest.length === 0 || tries === 0) return { kind };
  await Promise.all(rest.map((ended) => dropScan(parts, ended, caller)));
  return keepScan(parts, id, order, tries - 1);
}

/** Others of the caller may begin scans meanwhile, and take the room. */
const TRIES = 3;

const replySchema = z.tuple([z.enum(["made", "full"])], z.coerce.string());

/** Deletes a scan unless it runs again by now. */
async function dropScan({ store, keys }: Parts, id: string, caller: string): Promise<void> {
  const names = [keys.scan(id), keys.scanEvents(id), keys.scansOf(caller)];
  const argument = { id, ...wishArgument({ changes: [], isLooked: false }), act: "drop" };
  await syncStep({ store, names }, { ...argument, known: 0, tag: "", most: 1 }, []);
}
