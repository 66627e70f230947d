import type { Arrival } from "../upstream";
import type { Ledger } from "./ledger";

/** A call with a refused key. The gate knew of the refusal, or could have known. */
export type RefusedCall = {
  /** Time of arrival by the gate's own time, ms. */
  at: number;
  /** The key of its job. */
  key: string;
  /** How often the store had lost its data by then. */
  epoch: number;
  /** Granted while its credential was the only one in use and was not refused. */
  isUnsuspected: boolean;
};

type Parts = {
  arrivals: Arrival[];
  ledger: Pick<Ledger, "grantOf" | "lossesAt" | "gateTime">;
  /** Whether a process ran and reached the store for the whole span. */
  couldReport(name: string, from: number, to: number): boolean;
};

/**
 * Returns the calls that count against a key. Two kinds of refusal do not count: those that were not
 * received, and those that could not be reported, because the process died or froze, the store was
 * down, or the store had lost the grant.
 */
export function refusedCalls({ arrivals, ledger, couldReport }: Parts): RefusedCall[] {
  return arrivals.flatMap((arrival) => {
    const { at, from, key, grantedAt, wasRefused, wasReceived } = arrival;
    if (!wasRefused || !wasReceived) return [];
    const grant = ledger.grantOf(key, grantedAt);
    const isExcused = grant?.isForgotten || (grant && !couldReport(from, at, grant.holdsUntil));
    if (!grant?.isSettled && isExcused) return [];
    const epoch = ledger.lossesAt().filter((lostAt) => lostAt <= at).length;
    return [{ at: ledger.gateTime(at), key, epoch, isUnsuspected: grant?.isUnsuspected ?? false }];
  });
}
