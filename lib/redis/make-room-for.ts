import { storePolicy } from "@/lib/policy";
import { StoreFault } from "@/lib/store-fault";
import { withDeadline } from "./deadline";

/**
 * Runs an attempt. On a full store it makes room and, if `isWhole` and there is room, runs it
 * again.
 */
type MakeRoomFor = <T>(attempt: () => Promise<T>, isWhole: boolean) => Promise<T>;

/**
 * A full store refuses every write, also the gate's. `makeRoom` deletes data that can be loaded
 * again. Requests refused meanwhile wait for the same run. `tell` is called because the store is
 * full, whether or not there is room afterwards: its owner should know.
 */
export function createMakeRoomFor(
  makeRoom: () => Promise<boolean>,
  report: (fault: StoreFault) => void,
): MakeRoomFor {
  let making: Promise<boolean> | null = null;

  function make(): Promise<boolean> {
    making ??= withDeadline(storePolicy.requestBudgetMs, makeRoom)
      .catch(() => false)
      .finally(() => {
        making = null;
      });
    return making;
  }

  return async (attempt, isWhole) => {
    try {
      return await attempt();
    } catch (fault) {
      if (!(fault instanceof StoreFault) || fault.reason !== "out-of-memory") throw fault;
      report(fault);
      const isRoom = await make();
      if (!isRoom || !isWhole) throw fault;
      return attempt();
    }
  };
}
