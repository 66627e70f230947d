import type { StepReply } from "@/lib/gate/step";
import type { Schedule } from "./schedule";
import type { SentStep } from "./shared-store";

/** Every step that was taken, and which rules of the gate it broke. */
export type Ledger = {
  stepped(sent: SentStep, reply: StepReply): void;
  /** Grants from before are forgotten by the gate: no rule holds it to them. */
  lostWrites(): void;
  clockWentBack(): void;
  steps(): number;
  grants(): number;
  broken(): string[];
};

type Held = { key: string; until: number; ended: boolean };

export function createLedger(schedule: Schedule): Ledger {
  const broken: string[] = [];
  const held = new Map<number, Held>();
  let probe: number | null = null;
  let steps = 0;
  let grants = 0;

  const isUnderWay = (grant: Held | undefined) =>
    grant !== undefined && !grant.ended && schedule.now() < grant.until;

  function granted(id: number, key: string, hold: number, reply: StepReply): void {
    grants += 1;
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

  return {
    stepped(sent, reply) {
      steps += 1;
      for (const { grant } of sent.settle) {
        const settled = held.get(grant);
        if (settled) settled.ended = true;
      }
      if (reply.summary.breaker.state !== "half-open") probe = null;
      for (const { grant, key } of Array.isArray(reply.grants) ? reply.grants : []) {
        if (!held.has(grant)) granted(grant, key, sent.configuration.hold, reply);
      }
      if (!Array.isArray(reply.summary.line)) return;
      const empty = reply.summary.line.find(([, , tickets]) => tickets === 0);
      if (empty) broken.push(`${Math.round(schedule.now())}: job ${empty[0]} waits for nobody`);
    },
    lostWrites() {
      held.clear();
      probe = null;
    },
    clockWentBack() {
      probe = null;
    },
    steps: () => steps,
    grants: () => grants,
    broken: () => broken,
  };
}
