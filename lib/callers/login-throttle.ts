import type { Clock } from "@/lib/clock";
import { callerPolicy } from "@/lib/policy";
import type { Keys } from "@/lib/redis/keys";
import type { Store } from "@/lib/redis/store";
import type { Allowance } from "./callers";
import { createFlood } from "./flood";
import { addressId } from "./identity";
import { createInterval } from "./interval";
import type { Signer } from "./signer";

const {
  loginFailuresPerAddress,
  loginFailuresInAll,
  loginWindowSeconds,
  loginFreeFailures,
  loginDelayMaxMs,
} = callerPolicy;

/** Every try counts in all under this one id. */
const ALL = "all";

/**
 * Bounds wrong passphrases: 5 in 15 min per known address, 100 in all, a growing delay where no
 * address is known. Fails closed: without the store nobody logs in.
 */
export type LoginThrottle = {
  /**
   * Takes a try before the passphrase is looked at, as if it had failed: many at once cannot slip
   * through between the look and the count.
   */
  takeLogin(address: string | null): Promise<Allowance>;
  /** The try was right: it does not count. */
  giveLoginBack(address: string | null): Promise<void>;
};

export function createLoginThrottle(parts: {
  /** What is entered here: each door counts by itself. */
  door: "login" | "admin-login";
  store: Store;
  keys: Keys;
  signer: Signer;
  clock: Pick<Clock, "now">;
}): LoginThrottle {
  const { door, store, keys, signer } = parts;
  const windowSeconds = loginWindowSeconds;
  const perAddress = createFlood({
    ...parts,
    name: `${door}-address`,
    limit: loginFailuresPerAddress,
    windowSeconds,
  });
  const inAll = createFlood({
    ...parts,
    name: `${door}-all`,
    limit: loginFailuresInAll,
    windowSeconds,
  });
  const delay = createInterval({ store, prefix: keys.ratelimit(`${door}-delay`) });

  async function takeFrom(address: string): Promise<Allowance> {
    const id = addressId(address, signer);
    const own = await perAddress.count(id);
    if (!own.allowed) return own;
    const all = await inAll.count(ALL);
    if (!all.allowed) await perAddress.giveBack(id);
    return all.allowed ? { allowed: true } : all;
  }

  async function takeDelayed(): Promise<Allowance> {
    const all = await inAll.count(ALL);
    if (!all.allowed) return all;
    const delayMs = delayAfter(all.used - 1);
    if (delayMs === 0) return { allowed: true };
    const taken = await delay.take(ALL, delayMs);
    if (!taken.allowed) await inAll.giveBack(ALL);
    return taken.allowed ? { allowed: true } : taken;
  }

  return {
    takeLogin: (address) => (address === null ? takeDelayed() : takeFrom(address)),
    giveLoginBack: async (address) => {
      await inAll.giveBack(ALL);
      if (address !== null) await perAddress.giveBack(addressId(address, signer));
    },
  };
}

/** How long after the last try the next may come (ms): nothing at first, then doubling to its cap. */
function delayAfter(failures: number): number {
  if (failures < loginFreeFailures) return 0;
  return Math.min(loginDelayMaxMs, 1_000 * 2 ** (failures - loginFreeFailures));
}
