import type { StepReply } from "@/lib/gate/step";
import type { Span } from "../support/measures";
import type { Lane } from "./lanes";
import type { QuoteBook } from "./quote-book";
import { type ReplyReading, readReply } from "./reply-reading";
import type { Schedule } from "./schedule";
import type { SentStep } from "./shared-store";

/** One grant as the store gave it, by virtual time. */
export type Granted = { at: number; key: string; caller: string };

/** Whose jobs stood in line: anybody's, or interactive and standard ones. */
export type Standing = "any" | "ordinary";

/** What was counted in a run. */
export type Counts = {
  steps: number;
  /** Redis commands as a store bills them: those of the scripts, and the scripts themselves. */
  commands: number;
  granted: Granted[];
  /** When such jobs stood in line. */
  backlog: Record<Standing, Span[]>;
  /** From grant to settlement, of the calls whose answers came, ms. */
  latencies: number[];
};

/** Every step that was taken, and which rules of the gate it broke. */
export type Ledger = {
  stepped(sent: SentStep, reply: StepReply): void;
  billed(commands: number): void;
  /** Grants from before are forgotten by the gate: no rule holds it to them. */
  lostWrites(): void;
  clockWentBack(): void;
  /** By the store's clock every hold is over so much sooner. */
  clockRanAhead(milliseconds: number): void;
  counts(): Counts;
  broken(): string[];
};

/** The store's clock tells whole milliseconds: by it a hold may be over so much sooner. */
const STORE_TICK_MS = 1;

type Held = { key: string; until: number; ended: boolean };

const stands: Record<Standing, (lane: Lane) => boolean> = {
  any: () => true,
  ordinary: (lane) => lane !== "batch",
};

export function createLedger(schedule: Schedule, quotes: QuoteBook): Ledger {
  const broken: string[] = [];
  const held = new Map<number, Held>();
  const backlog = { any: [], ordinary: [] };
  const counts: Counts = { steps: 0, commands: 0, granted: [], backlog, latencies: [] };
  const standing = { any: false, ordinary: false };
  let probe: number | null = null;

  const isUnderWay = (grant: Held | undefined) =>
    grant !== undefined && !grant.ended && schedule.now() < grant.until - STORE_TICK_MS;

  function granted(id: number, key: string, hold: number, breaker: ReplyReading["breaker"]): void {
    const at = Math.round(schedule.now());
    for (const [other, grant] of held) {
      if (grant.key === key && isUnderWay(grant))
        broken.push(`${at}: ${key} granted as ${id} while ${other} is under way`);
    }
    if (breaker === "open") broken.push(`${at}: ${id} granted through an open breaker`);
    if (breaker === "half-open") {
      if (probe !== null && isUnderWay(held.get(probe)))
        broken.push(`${at}: ${id} probes while ${probe} does`);
      probe = id;
    }
    held.set(id, { key, until: schedule.now() + hold, ended: false });
  }

  function settled({ grant, slot, grantedAt }: SentStep["settle"][number], now: number): void {
    const call = held.get(grant);
    if (!call || call.ended) return;
    call.ended = true;
    if (slot === "arrived") counts.latencies.push(now - grantedAt);
    schedule.tell(`${call.key} is settled as ${grant}: ${slot}`);
  }

  /** The line stays as a step left it until the next one. */
  function noteBacklog(which: Standing, waiting: ReplyReading["waiting"]): void {
    const spans = counts.backlog[which];
    const last = spans.at(-1);
    if (standing[which] && last) last.to = schedule.now();
    const isStanding = waiting.some(({ lane }) => stands[which](lane));
    if (isStanding && !standing[which]) spans.push({ from: schedule.now(), to: schedule.now() });
    standing[which] = isStanding;
  }

  return {
    stepped(sent, reply) {
      counts.steps += 1;
      const { breaker, waiting, grants, madeJob } = readReply(reply);
      for (const settlement of sent.settle) settled(settlement, reply.now);
      if (madeJob) quotes.arrived();
      for (const { grant, key, caller } of grants) {
        if (held.has(grant)) continue;
        schedule.tell(`${key} is granted as ${grant}`);
        counts.granted.push({ at: schedule.now(), key, caller });
        quotes.granted(key);
        granted(grant, key, sent.configuration.hold, breaker);
      }
      noteBacklog("any", waiting);
      noteBacklog("ordinary", waiting);
      const empty = waiting.find(({ tickets }) => tickets === 0);
      if (empty) broken.push(`${Math.round(schedule.now())}: job ${empty.job} waits for nobody`);
    },
    billed: (commands) => {
      counts.commands += commands;
    },
    lostWrites() {
      held.clear();
      probe = null;
    },
    clockWentBack() {
      probe = null;
    },
    clockRanAhead(milliseconds) {
      for (const grant of held.values()) grant.until -= milliseconds;
    },
    counts: () => counts,
    broken: () => broken,
  };
}
