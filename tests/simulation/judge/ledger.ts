import type { Grant, StepReply } from "@/lib/gate/step";
import type { Span } from "../../support/measures";
import type { QuoteBook } from "../figures/quote-book";
import type { Schedule } from "../schedule";
import type { SentStep } from "../shared-store";
import type { Lane } from "../workloads/lanes";
import { createCredentialWatch } from "./credential-watch";
import { createLossWatch } from "./loss-watch";
import { type ReplyReading, readReply } from "./reply-reading";
import { createShareWatch } from "./share-watch";

/** One grant of the store, by virtual time. */
export type Granted = { at: number; key: string; caller: string };

/** A grant with its promise, and what the gate knows of it. */
export type GrantKept = {
  /** Virtual ms. Its call should not arrive later. */
  holdsUntil: number;
  /** The single call to an upstream that refused or failed. */
  isProbe: boolean;
  /** The store lost its slot, or freed it early by a clock that ran ahead. */
  isForgotten: boolean;
  /**
   * Granted while its key was the only one in use and was not refused (see
   * credential-watch.ts).
   */
  isUnsuspected: boolean;
  /** Its call was settled while the gate still had the slot. */
  isSettled: boolean;
};

/** Which jobs waited: all lanes, or only interactive and standard ones. */
export type Standing = "any" | "ordinary";

/** The counts of a run. */
export type Counts = {
  steps: number;
  /** The most slots that counted at once. */
  slots: number;
  /**
   * Redis commands as a hosted store bills them: those inside scripts, and the scripts themselves.
   */
  commands: number;
  granted: Granted[];
  /** The spans in which such jobs waited. */
  backlog: Record<Standing, Span[]>;
  /** From grant to settlement of answered calls, ms. */
  latencies: number[];
};

/** Records every step, and each rule of the gate that it broke. */
export type Ledger = {
  stepped(sent: SentStep, reply: StepReply): void;
  billed(commands: number): void;
  /** The store lost grants with higher IDs than this, so the rules no longer apply to them. */
  lostWrites(sequence: number): void;
  clockWentBack(): void;
  /** The store's clock jumped ahead, so every hold ends this much earlier. */
  clockRanAhead(milliseconds: number): void;
  /** The grant of a call. `grantedAt`: as dated by the store, ms. */
  grantOf(key: string, grantedAt: number): GrantKept | undefined;
  /**
   * Converts virtual ms to the gate's own time, which follows the store's clock but never goes
   * back.
   */
  gateTime(at: number): number;
  /** When writes were lost, virtual ms. */
  lossesAt(): number[];
  counts(): Counts;
  broken(): string[];
};

/** The store's clock has whole milliseconds, so a hold may end this much sooner. */
const STORE_TICK_MS = 1;
/**
 * A clock that ran ahead by less frees slots slightly early. Beyond it the window counts as full.
 */
const FREES_EARLY_MS = 1_000;

type Held = { key: string; credential: string; until: number; ended: boolean; kept: GrantKept };

const includes: Record<Standing, (lane: Lane) => boolean> = {
  any: () => true,
  ordinary: (lane) => lane !== "batch",
};

export function createLedger(schedule: Schedule, quotes: QuoteBook): Ledger {
  const broken: string[] = [];
  const held = new Map<number, Held>();
  const given = new Map<string, { id: number; kept: GrantKept }>();
  const watch = createLossWatch(schedule);
  const shares = createShareWatch();
  const losses: number[] = [];
  const ahead: { at: number; by: number }[] = [];
  const gateTime = (at: number) =>
    ahead.reduce((sum, jump) => (jump.at <= at ? sum + jump.by : sum), at);
  const credentials = createCredentialWatch(() => gateTime(schedule.now()));
  const backlog = { any: [], ordinary: [] };
  const counts: Counts = { steps: 0, slots: 0, commands: 0, granted: [], backlog, latencies: [] };
  const standing = { any: false, ordinary: false };
  let probe: number | null = null;

  const isUnderWay = (grant: Held | undefined) =>
    grant !== undefined && !grant.ended && schedule.now() < grant.until - STORE_TICK_MS;

  function granted(grant: Grant, sent: SentStep, breaker: ReplyReading["breaker"]): void {
    const { credential } = sent;
    const { grant: id, key, grantedAt } = grant;
    const at = Math.round(schedule.now());
    for (const [other, grant] of held) {
      if (grant.key === key && isUnderWay(grant))
        broken.push(`${at}: ${key} granted as ${id} while ${other} is in flight`);
    }
    if (breaker === "open") broken.push(`${at}: ${id} granted through an open breaker`);
    if (breaker === "half-open") {
      if (probe !== null && isUnderWay(held.get(probe)))
        broken.push(`${at}: ${id} probes while ${probe} does`);
      probe = id;
    }
    const until = schedule.now() + sent.configuration.hold;
    const kept = {
      holdsUntil: until,
      isProbe: breaker === "half-open",
      isForgotten: false,
      isUnsuspected: credentials.isUnsuspected(credential),
      isSettled: false,
    };
    held.set(id, { key, credential, until, ended: false, kept });
    given.set(`${key} ${grantedAt}`, { id, kept });
  }

  function settled(settlement: SentStep["settle"][number], now: number): void {
    const { grant, slot, grantedAt, verdict } = settlement;
    const call = held.get(grant);
    if (!call || call.ended) return;
    call.ended = true;
    call.kept.isSettled = !call.kept.isForgotten;
    if (verdict === "not-allowed") credentials.refused(call.credential);
    if (slot === "arrived") counts.latencies.push(now - grantedAt);
    schedule.log(`${call.key} is settled as ${grant}: ${slot}`);
  }

  /** Between two steps, the queue stays as the last step left it. */
  function noteBacklog(which: Standing, waiting: ReplyReading["waiting"]): void {
    const spans = counts.backlog[which];
    const last = spans.at(-1);
    if (standing[which] && last) last.to = schedule.now();
    const isStanding = waiting.some(({ lane }) => includes[which](lane));
    if (isStanding && !standing[which]) spans.push({ from: schedule.now(), to: schedule.now() });
    standing[which] = isStanding;
  }

  return {
    stepped(sent, reply) {
      counts.steps += 1;
      counts.slots = Math.max(counts.slots, reply.summary.slots.length);
      credentials.saw(sent);
      const { breaker, waiting, grants, madeJob } = readReply(reply);
      for (const settlement of sent.settle) settled(settlement, reply.now);
      if (madeJob) quotes.arrived();
      const isNew = ({ grant }: Grant) => !held.has(grant);
      broken.push(...shares.saw(sent, reply, grants.filter(isNew)));
      for (const grant of grants) {
        const { grant: id, key, caller } = grant;
        if (held.has(id)) continue;
        schedule.log(`${key} is granted as ${id}`);
        counts.granted.push({ at: schedule.now(), key, caller });
        quotes.granted(key);
        granted(grant, sent, breaker);
      }
      broken.push(...watch.saw(reply.lostAt));
      noteBacklog("any", waiting);
      noteBacklog("ordinary", waiting);
      const empty = waiting.find(({ tickets }) => tickets === 0);
      if (empty) broken.push(`${Math.round(schedule.now())}: job ${empty.job} has no ticket`);
    },
    billed: (commands) => {
      counts.commands += commands;
    },
    lostWrites(sequence) {
      held.clear();
      probe = null;
      watch.lost();
      credentials.lost();
      losses.push(schedule.now());
      for (const { id, kept } of given.values()) if (id > sequence) kept.isForgotten = true;
    },
    clockWentBack() {
      probe = null;
      watch.lost();
    },
    clockRanAhead(milliseconds) {
      watch.lost();
      ahead.push({ at: schedule.now(), by: milliseconds });
      for (const grant of held.values()) grant.until -= milliseconds;
      if (milliseconds < FREES_EARLY_MS) return;
      for (const { kept } of given.values()) kept.isForgotten = true;
    },
    grantOf: (key, grantedAt) => given.get(`${key} ${grantedAt}`)?.kept,
    gateTime,
    lossesAt: () => losses,
    counts: () => counts,
    broken: () => broken,
  };
}
