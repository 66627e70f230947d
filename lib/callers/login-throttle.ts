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
  loginFailuresPerDevice,
  loginFailuresPerAddress,
  loginFailuresInAll,
  loginWindowSeconds,
  loginFreeFailures,
  loginDelayMaxMs,
} = callerPolicy;

/** Id under which all tries count together. */
const ALL = "all";

/**
 * Limits wrong passphrases. A browser that signed in before has 5 tries in 15 min, whatever
 * strangers do. Strangers have 5 per known address and 100 in total, with a growing delay if no
 * address is known. Fails closed: without the store, sign-in is impossible.
 */
export type LoginThrottle = {
  /**
   * Counts a try as failed before the passphrase is checked, so that parallel tries cannot slip
   * through between check and count. `device`: from `Devices`.
   */
  takeLogin(address: string | null, device?: string | null): Promise<Allowance>;
  /** The passphrase was correct: the try does not count. */
  giveLoginBack(address: string | null, device?: string | null): Promise<void>;
};

export function createLoginThrottle(parts: {
  /** Which login this is. Each one counts separately. */
  door: "login" | "admin-login";
  store: Store;
  keys: Keys;
  signer: Signer;
  clock: Pick<Clock, "now">;
}): LoginThrottle {
  const { door, store, keys, signer } = parts;
  const windowSeconds = loginWindowSeconds;
  const perDevice = createFlood({
    ...parts,
    name: `${door}-device`,
    limit: loginFailuresPerDevice,
    windowSeconds,
  });
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

  async function takeKnown(device: string): Promise<Allowance> {
    const own = await perDevice.count(device);
    return own.allowed ? { allowed: true } : own;
  }

  return {
    takeLogin: (address, device = null) => {
      if (device !== null) return takeKnown(device);
      return address === null ? takeDelayed() : takeFrom(address);
    },
    giveLoginBack: async (address, device = null) => {
      if (device !== null) return perDevice.giveBack(device);
      await inAll.giveBack(ALL);
      if (address !== null) await perAddress.giveBack(addressId(address, signer));
    },
  };
}

/** Delay after the last try, ms: none at first, then doubling up to its cap. */
function delayAfter(failures: number): number {
  if (failures < loginFreeFailures) return 0;
  return Math.min(loginDelayMaxMs, 1_000 * 2 ** (failures - loginFreeFailures));
}
