import type { Session } from "@/lib/cache/market-calendar";
import { loudnessOf } from "@/lib/client/tab/age";
import type { Snapshot } from "@/lib/contract/snapshot/snapshot";
import type { Day } from "@/lib/new-york-time";
import { asked } from "../../desk/desk-rig";
import type { VirtualTime } from "../../support/store/virtual-time";
import { calendar, type Publishing, publicationsOf } from "./publications";
import { type Call, createWorld } from "./world";

const MINUTE = 60_000;
/** How often the same person asks while the market is closed. */
const CLOSED_STEP_MS = 15 * MINUTE;

/** What the person saw at one ask. */
export type Sight = Pick<Snapshot, "asOf" | "nextExpectedAt"> & { at: number; isLoud: boolean };

export type Asked = {
  calls: Call[];
  sights: Sight[];
  sessions: readonly Session[];
  /** How long after its publication each snapshot was first seen, ms; unseen ones are infinite. */
  delays: { publishedAt: number; ms: number }[];
};

type Parts = {
  time: VirtualTime;
  symbol: string;
  sessions: readonly Session[];
  publishingOn: (day: Day) => Publishing;
  /** How often the person asks. */
  everyMs?: number;
};

/** One person asks for one symbol every minute of each session, and also between sessions. */
export async function askEveryMinute(parts: Parts): Promise<Asked> {
  const { time, symbol, sessions, publishingOn, everyMs = MINUTE } = parts;
  const [first] = sessions;
  const last = sessions.at(-1);
  if (!first || !last) throw new Error("no session to play");
  // Yesterday's last word is there already.
  time.now = calendar.previousSession(first.opensAt - 1).closesAt + 10 * MINUTE;
  const world = await createWorld(time, publishingOn);
  const sights: Sight[] = [];
  const see = async () => {
    const request = asked(symbol, { waitMs: 30_000 });
    const reply = await world.until(world.desk.requestSnapshot(request));
    if (reply.kind !== "snapshot") throw new Error(`no snapshot, but ${JSON.stringify(reply)}`);
    const { asOf, nextExpectedAt, missedUpdates } = reply.snapshot;
    const isLoud = loudnessOf(missedUpdates, time.now) !== "quiet";
    sights.push({ at: time.now, asOf, nextExpectedAt, isLoud });
  };
  await see();
  world.calls.length = 0;
  sights.length = 0;
  const endsAt = calendar.nextSession(last.opensAt).opensAt - MINUTE;
  for (let at = first.opensAt; at < endsAt; at += stepAt(at, everyMs)) {
    await world.moveTo(at);
    await see();
  }
  await world.close();
  const published = sessions.flatMap((one) => publicationsOf(symbol, one, publishingOn(one.day)));
  return { calls: world.calls, sights, sessions, delays: delaysOf(published, sights) };
}

function stepAt(at: number, everyMs: number): number {
  const session = calendar.previousSession(at);
  if (at < session.closesAt + 3 * 60 * MINUTE) return everyMs;
  const { opensAt } = calendar.nextSession(at);
  return Math.min(CLOSED_STEP_MS, opensAt - at);
}

function delaysOf(published: readonly number[], sights: readonly Sight[]): Asked["delays"] {
  return published.map((publishedAt) => {
    const seen = sights.find(({ asOf }) => Date.parse(asOf) >= publishedAt);
    return { publishedAt, ms: seen ? seen.at - publishedAt : Number.POSITIVE_INFINITY };
  });
}
