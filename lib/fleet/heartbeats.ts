import { z } from "zod";
import { type Heartbeat, heartbeatSchema } from "@/lib/contract/admin/heartbeat";
import { fleetPolicy } from "@/lib/policy";
import type { Keys } from "@/lib/redis/keys";
import { readAs, storeMsSchema } from "@/lib/redis/read-stored";
import type { Store } from "@/lib/redis/store";
import { StoreFault } from "@/lib/store-fault";

/** The last heartbeat of a deployment. `at`: store ms. */
export type SeenHeartbeat = Heartbeat & { keyId: string; at: number };

/** Heartbeats of deployments that have a store of their own. All functions reject with StoreFault. */
export type Heartbeats = {
  /** `keyId`: the key that the deployment used. */
  note(keyId: string, heartbeat: Heartbeat): Promise<void>;
  /** Those of the last `fleetPolicy.heartbeatKeptMs`, newest first. */
  read(): Promise<SeenHeartbeat[]>;
};

const seenSchema = heartbeatSchema.extend({ keyId: z.string(), at: z.number() });

/** As Redis answers TIME and HGETALL on every wire: fields and values in turn. */
const replySchema = z.tuple([storeMsSchema, z.array(z.string())]);

/** Keeps one entry per key, name and region in one hash, which expires with the last of them. */
export function createHeartbeats({ store, keys }: { store: Store; keys: Keys }): Heartbeats {
  const { heartbeats: hash } = keys;

  async function readAll() {
    const reply = await store.redis.pipeline().time().hgetall(hash).exec<unknown[]>();
    const parsed = replySchema.safeParse(reply);
    if (!parsed.success) throw new StoreFault("refused");
    const [now, words] = parsed.data;
    const seen = words.flatMap((field, index) =>
      index % 2 === 0 ? [{ field, seen: readAs(seenSchema, words[index + 1] ?? "") }] : [],
    );
    seen.sort((one, other) => (other.seen?.at ?? 0) - (one.seen?.at ?? 0));
    const isKept = ({ seen: one }: (typeof seen)[number]) =>
      one !== null && one.at > now - fleetPolicy.heartbeatKeptMs;
    return { now, kept: seen.filter(isKept), old: seen.filter((one) => !isKept(one)) };
  }

  return {
    note: async (keyId, heartbeat) => {
      const { now, kept, old } = await readAll();
      const field = JSON.stringify([keyId, heartbeat.name, heartbeat.region]);
      const tooMany = kept
        .filter((one) => one.field !== field)
        .slice(fleetPolicy.heartbeatsMost - 1);
      const pipeline = store.redis.pipeline();
      pipeline.hset(hash, { [field]: JSON.stringify({ ...heartbeat, keyId, at: now }) });
      pipeline.pexpire(hash, fleetPolicy.heartbeatKeptMs);
      const dropped = [...old, ...tooMany].map((one) => one.field).filter((one) => one !== field);
      if (dropped.length > 0) pipeline.hdel(hash, ...dropped);
      await pipeline.exec();
    },
    read: async () => (await readAll()).kept.flatMap(({ seen }) => seen ?? []),
  };
}
