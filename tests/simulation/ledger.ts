import type { StepReply } from "@/lib/gate/step";
import type { Span } from "./measures";
import type { Schedule } from "./schedule";
import type { SentStep } from "./shared-store";

/** One grant as the store gave it, by virtual time. */
export type Granted = { at: number; caller: string };

/** What was counted in a run. */
export type Counts = {
  steps: number;
  /** Redis commands as a store bills them: those of the scripts, and the scripts themselves. */
  commands: number;
  granted: Granted[];
  /** When interactive or standard jobs stood in line. */
  backlog: Span[];
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
  counts(): Counts;
  broken(): string[];
};

type Held = { key: string; until: number; ended: boolean };

const BATCH_LANE = 3;

export function createLedger(schedule: Schedule): Ledger {
  const broken: string[] = [];
  const held = new Map<number, Held>();
  const counts: Counts = { steps: 0, commands: 0, granted: [], backlog: [], latencies: [] };
  let probe: number | null = null;
  let backlogged = false;

  const isUnderWay = (grant: Held | undefined) =>
    grant !== undefined && !grant.ended && schedule.now() < grant.until;

  function granted(id: number, key: string, hold: number, reply: StepReply): void {
    const at = Math.round(schedule.now());
    for (const [other, grant] of held) {
      if (grant.key === key && isUnderWay(grant))
        broken.push(`${at}: ${key} granted as ${id} while ${other} is under way`);
    }
    const breaker = reply.summary.breaker.state;
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
  function noteBacklog(line: StepReply["summary"]["line"]): void {
    const last = counts.backlog.at(-1);
    if (backlogged && last) last.to = schedule.now();
    const stands = line.some(([, lane]) => lane < BATCH_LANE);
    if (stands && !backlogged) counts.backlog.push({ from: schedule.now(), to: schedule.now() });
    backlogged = stands;
  }

  return {
    stepped(sent, reply) {
      counts.steps += 1;
      for (const settlement of sent.settle) settled(settlement, reply.now);
      if (reply.summary.breaker.state !== "half-open") probe = null;
      for (const { grant, key, caller } of Array.isArray(reply.grants) ? reply.grants : []) {
        if (held.has(grant)) continue;
        schedule.tell(`${key} is granted as ${grant}`);
        counts.granted.push({ at: schedule.now(), caller });
        granted(grant, key, sent.configuration.hold, reply);
      }
      const line = Array.isArray(reply.summary.line) ? reply.summary.line : [];
      noteBacklog(line);
      const empty = line.find(([, , tickets]) => tickets === 0);
      if (empty) broken.push(`${Math.round(schedule.now())}: job ${empty[0]} waits for nobody`);
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
    counts: () => counts,
    broken: () => broken,
  };
}
