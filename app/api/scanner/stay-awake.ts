import { after } from "next/server";
import type { Runtime } from "@/lib/runtime";

/**
 * Once the answer is sent this instance stays awake while the scan moves on here, and until the calls
 * that it brought are over, as long as the platform lets the function live: `maxDuration` seconds,
 * from this being called on.
 */
export function stayAwake({ desk, clock }: Pick<Runtime, "desk" | "clock">, maxDuration: number) {
  const limitAt = clock.monotonic() + maxDuration * 1_000;
  return (id: string): void =>
    after(async () => {
      await desk.scanRests(id, limitAt - clock.monotonic());
      await desk.idle();
    });
}
