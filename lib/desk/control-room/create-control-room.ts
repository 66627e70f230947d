import { cancelTicket, clearCache, holdBreaker, readAudit, setLimit } from "./admin-acts";
import { note } from "./admin-note";
import type { AdminParts } from "./admin-parts";
import { readDashboard } from "./read-dashboard";
import { readMetrics } from "./read-metrics";
import { streamDashboard } from "./stream-dashboard";

type Bound<Verb> = Verb extends (parts: AdminParts, ...rest: infer Rest) => infer Reply
  ? (...rest: Rest) => Reply
  : never;

/** The admin verbs. Each requires a checked session: there is no other way to call one. */
export type ControlRoom = {
  readDashboard: Bound<typeof readDashboard>;
  streamDashboard: Bound<typeof streamDashboard>;
  readMetrics: Bound<typeof readMetrics>;
  readAudit: Bound<typeof readAudit>;
  holdBreaker: Bound<typeof holdBreaker>;
  setLimit: Bound<typeof setLimit>;
  cancelTicket: Bound<typeof cancelTicket>;
  clearCache: Bound<typeof clearCache>;
  note: Bound<typeof note>;
};

export function createControlRoom(parts: AdminParts): ControlRoom {
  return {
    readDashboard: (session, range) => readDashboard(parts, session, range),
    streamDashboard: (session, range, signal) => streamDashboard(parts, session, range, signal),
    readMetrics: (session) => readMetrics(parts, session),
    readAudit: (session) => readAudit(parts, session),
    holdBreaker: (by, act) => holdBreaker(parts, by, act),
    setLimit: (by, limit) => setLimit(parts, by, limit),
    cancelTicket: (by, id) => cancelTicket(parts, by, id),
    clearCache: (by, wanted) => clearCache(parts, by, wanted),
    note: (by, act, target) => note(parts, by, act, target),
  };
}
