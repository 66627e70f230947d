import { vi } from "vitest";
import type { VirtualTime } from "./virtual-time";

/**
 * Virtual time that `Date` follows, and with it the clock of an embedded store: whatever asks the
 * time, by whichever way, is told the same. Ends with `vi.useRealTimers()`.
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
