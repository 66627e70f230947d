import type { AdminSession } from "@/lib/callers/admin";
import type { Dashboard, Range } from "@/lib/contract/admin/dashboard";
import { adminPolicy } from "@/lib/policy";
import type { AdminParts } from "./admin-parts";
import { readDashboard } from "./read-dashboard";

/**
 * Yields the dashboard repeatedly until `signal` aborts or the session is closed anywhere. Free.
 */
export async function* streamDashboard(
  parts: AdminParts,
  session: AdminSession,
  range: Range,
  signal: AbortSignal,
): AsyncGenerator<Dashboard> {
  const { clock } = parts.desk;
  let checkedAt = clock.monotonic();
  while (!signal.aborted) {
    yield await readDashboard(parts, session, range);
    // Not awaited: a flush sends alerts, and their receiver may not respond.
    void parts.desk.recorder.flush();
    await clock.sleep(adminPolicy.updateMs, signal);
    if (clock.monotonic() - checkedAt < adminPolicy.sessionCheckMs) continue;
    checkedAt = clock.monotonic();
    if (!(await parts.isOpen(session))) return;
  }
}
