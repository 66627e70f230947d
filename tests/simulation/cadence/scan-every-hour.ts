import type { Session } from "@/lib/cache/market-calendar";
import { caller } from "../../desk/desk-rig";
import type { VirtualTime } from "../../support/store/virtual-time";
import { calendar, publicationsOf } from "./publications";
import { type Call, createWorld, type World } from "./world";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

export type Scanned = {
  calls: Call[];
  sessions: readonly Session[];
  /** Rows, in the first scan after a look, that had an older snapshot than that look's. */
  oldRows: number;
  rows: number;
};

/** A scan of many symbols every hour from `offsetMs` after the open to an hour after the close. */
export async function scanEveryHour(parts: {
  time: VirtualTime;
  sessions: readonly Session[];
  symbols: readonly string[];
  offsetMs: number;
}): Promise<Scanned> {
  const { time, sessions, symbols, offsetMs } = parts;
  time.now = (sessions[0]?.opensAt ?? 0) - HOUR;
  const world = await createWorld(time, () => "two looks");
  const scanned: Scanned = { calls: world.calls, sessions, oldRows: 0, rows: 0 };
  for (const session of sessions) {
    const lookEnds = [session.opensAt + 40 * MINUTE, session.closesAt];
    let startsAt = session.opensAt + offsetMs;
    for (; startsAt <= session.closesAt + HOUR; startsAt += HOUR) {
      await world.moveTo(startsAt);
      const seen = await scan(world, symbols);
      const look = lookEnds.findIndex((end) => startsAt >= end && startsAt - HOUR < end);
      if (look < 0) continue;
      for (const [symbol, asOf] of seen) {
        const published = publicationsOf(symbol, session, "two looks")[look] ?? 0;
        scanned.rows += 1;
        if (asOf < published) scanned.oldRows += 1;
      }
    }
  }
  await world.close();
  return scanned;
}

/** As-of time of each row, ms. */
async function scan(world: World, symbols: readonly string[]): Promise<[string, number][]> {
  const { desk } = world;
  const wanted = symbols.map((symbol) => ({ resource: "gex", symbol }) as const);
  const created = await world.until(
    desk.createScan({ wanted, caller: caller(), isNewCookie: false, priority: 8 }),
  );
  if (created.kind === "refused") throw new Error(created.detail);
  for (;;) {
    const read = await world.until(desk.readScan(created.owned, true));
    if (read.kind === "refused") throw new Error(read.detail);
    const { scan: now } = read;
    if (now.state === "ended") {
      await world.until(desk.actOnScan(created.owned, "delete"));
      return now.rows.map((row) => [
        row.symbol,
        row.state === "completed" ? Date.parse(row.snapshot.asOf) : 0,
      ]);
    }
    await world.clock.advance(20_000);
  }
}

/** Calls of a session and the night after it. */
export function callsOfDay(calls: readonly Call[], session: Session): number {
  const nextAt = calendar.nextSession(session.opensAt).opensAt;
  return calls.filter(({ at }) => at >= session.opensAt && at < nextAt).length;
}
