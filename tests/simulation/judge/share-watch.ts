import { mainOf } from "@/lib/contract/quota/window-use";
import type { StepReply } from "@/lib/gate/step";
import { gatePolicy } from "@/lib/policy";
import type { SentStep } from "../shared-store";

/** A younger job has a ticket whose lease has not ended, store ms. */
const LEASED_MS = 60_000;
/** The third lane: its jobs also wait for pacing and the reserve. */
const BATCH = 3;
/** The credential that no deployment is refused. */
const GOOD = "good";

/** A job as its ticket tells it. `since`: when it entered, store ms. */
type Known = { key: string; since: number };

/** Checks that a house with a share and work gets it: no other call goes first. */
export function createShareWatch() {
  const jobs = new Map<number, Known>();

  function learn(sent: SentStep, { entered }: StepReply): void {
    for (const [index, place] of entered.entries()) {
      const key = sent.enter[index]?.key;
      if (key && "job" in place) jobs.set(place.job, { key, since: place.since });
    }
  }

  /** The jobs of a house that were legal when a call of this API went. */
  function legalJobs(ids: number[], api: string, { now, summary }: StepReply): number[] {
    const rows = new Map(summary.line.map((row) => [row.job, row]));
    return ids.filter((id) => {
      const [row, known] = [rows.get(id), jobs.get(id)];
      // A call that charges only the main window may go whenever any call may go.
      const isPlain = row !== undefined && row.charges.length === 1 && row.lane !== BATCH;
      return isPlain && known?.key.startsWith(api) && now - known.since < LEASED_MS;
    });
  }

  return {
    /** Returns each call of the step that went before a job that a share covers, as a sentence. */
    saw(sent: SentStep, reply: StepReply, granted: readonly { key: string }[]): string[] {
      learn(sent, reply);
      const { shares, slots } = reply.summary;
      const [grant] = granted;
      if (!grant || sent.credential !== GOOD) return [];
      // Calls with an unknown end stay in the list after they have left the window.
      const countedMs = mainOf(reply.summary).length + gatePolicy.toleranceMs;
      const counting = slots.filter(({ stampedAt }) => stampedAt + countedMs > reply.now);
      const usedBy = (index: number) => counting.filter(({ share }) => share === index + 1).length;
      // A step grants one call, and its slot is the last.
      const own = (slots.at(-1)?.share ?? 0) - 1;
      if (own >= 0 && usedBy(own) <= (shares[own]?.covered ?? 0)) return [];
      return shares.flatMap(({ house, covered, jobs: ids }, index) => {
        const used = usedBy(index);
        const [first] = legalJobs(ids, grant.key.slice(0, 3), reply);
        if (index === own || first === undefined || used >= covered) return [];
        return [
          `${grant.key} goes before job ${first} of ${house}, which has ${used} of ${covered}`,
        ];
      });
    },
  };
}
