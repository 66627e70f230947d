import { vi } from "vitest";
import type { VirtualTime } from "./virtual-time";

/**
 * Virtual time that `Date` follows, and therefore the clock of an embedded store too. Ends with
 * `vi.useRealTimers()`.
 */
export function createSteppedDate(): VirtualTime {
  vi.useFakeTimers({ toFake: ["Date"] });
  return {
    get now() {
      return Date.now();
    },
    set now(moment: number) {
      vi.setSystemTime(moment);
    },
  };
}
