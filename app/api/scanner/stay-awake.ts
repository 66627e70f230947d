import type { CallerContext } from "@/app/api/_shared/caller-context";

/**
 * Keeps this instance awake after the answer, while the scan makes progress here and the platform
 * lets the function live: `maxDuration` seconds from this call.
 */
export function stayAwake(
  { stayFor, desk, clock }: Pick<CallerContext<unknown>, "stayFor" | "desk" | "clock">,
  maxDuration: number,
): (id: string) => void {
  const limitAt = clock.monotonic() + maxDuration * 1_000;
  return (id) => stayFor(() => desk.scanRests(id, limitAt - clock.monotonic()));
}
