import { cancelTicket, clearCache, holdBreaker, readAudit, setLimit } from "./admin-acts";
import { changeKey, createKey, listKeys, revokeKey } from "./admin-keys";
import { note } from "./admin-note";
import type { AdminParts } from "./admin-parts";
import { readDashboard } from "./read-dashboard";
import { readMetrics } from "./read-metrics";
import { streamDashboard } from "./stream-dashboard";

type Bound<Verb> = Verb extends (parts: AdminParts, ...rest: infer Rest) => infer Reply
  ? (...rest: Rest) => Reply
  : never;

/**
 * The admin verbs. Each requires a checked session: there is no other way to call one. Metrics may
 * also be read by the caller of a metrics key.
 */
export type ControlRoom = {
  readDashboard: Bound<typeof readDashboard>;
  streamDashboard: Bound<typeof streamDashboard>;
  readMetrics: Bound<typeof readMetrics>;
  readAudit: Bound<typeof readAudit>;
  holdBreaker: Bound<typeof holdBreaker>;
  setLimit: Bound<typeof setLimit>;
  cancelTicket: Bound<typeof cancelTicket>;
  clearCache: Bound<typeof clearCache>;
  listKeys: Bound<typeof listKeys>;
  createKey: Bound<typeof createKey>;
  changeKey: Bound<typeof changeKey>;
  revokeKey: Bound<typeof revokeKey>;
  note: Bound<typeof note>;
};

export function createControlRoom(parts: AdminParts): ControlRoom {
  return {
    readDashboard: (session, range) => readDashboard(parts, session, range),
    streamDashboard: (session, range, signal) => streamDashboard(parts, session, range, signal),
    readMetrics: (reader) => readMetrics(parts, reader),
    readAudit: (session) => readAudit(parts, session),
    holdBreaker: (by, act) => holdBreaker(parts, by, act),
    setLimit: (by, limit) => setLimit(parts, by, limit),
    cancelTicket: (by, id) => cancelTicket(parts, by, id),
    clearCache: (by, wanted) => clearCache(parts, by, wanted),
    listKeys: (session) => listKeys(parts, session),
    createKey: (by, wanted) => createKey(parts, by, wanted),
    changeKey: (by, id, change) => changeKey(parts, by, id, change),
    revokeKey: (by, id) => revokeKey(parts, by, id),
    note: (by, act, target) => note(parts, by, act, target),
  };
}
