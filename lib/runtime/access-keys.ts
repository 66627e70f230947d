import type { AccessKeys } from "@/lib/callers/keys/access-keys";
import { createAccessKeys } from "@/lib/callers/keys/create-access-keys";
import { keepAccessKeys } from "@/lib/callers/keys/keep-access-keys";
import type { Signer } from "@/lib/callers/signer";
import type { Clock } from "@/lib/clock";
import type { Environment } from "@/lib/environment/environment";
import type { KeptFile } from "@/lib/redis/kept-file";
import type { Keys } from "@/lib/redis/keys";
import type { Store } from "@/lib/redis/store";

type Built = {
  store: Store;
  keys: Keys;
  signer: Signer;
  kept: KeptFile | null;
  clock: Pick<Clock, "now">;
};

/** Builds the access keys. With the embedded store they are also kept on disk. */
export async function buildAccessKeys({ quota }: Environment, built: Built): Promise<AccessKeys> {
  const { store, keys, kept } = built;
  const afterChange = kept ? await keepAccessKeys(store, keys, kept) : undefined;
  return createAccessKeys({
    ...built,
    sharesMost: Math.max(0, quota.limit - quota.reserve),
    ...(afterChange ? { afterChange } : {}),
  });
}
