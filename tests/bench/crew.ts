import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import type { Asked, Casting, Cue, Said } from "./played";

const WORKER = join(import.meta.dirname, "bench-worker.ts");
const RUNNER = join(import.meta.dirname, "../support/run-typescript.mjs");

/** The processes of one contender. */
export type Crew = {
  /** Resolves when all processes have done it. Rejects when one of them ended. */
  cue(cue: Cue): Promise<void>;
  /** Rejects when a process ends early. */
  died: Promise<never>;
  /** Kills the processes. Resolves when all are gone. */
  end(): Promise<void>;
};

export function startCrew(castings: Casting[], onAsked: (asked: Asked) => void): Crew {
  const members = castings.map((casting) => fork(RUNNER, [WORKER, JSON.stringify(casting)]));
  const gone = members.map((member) => new Promise((resolve) => member.once("exit", resolve)));
  const died = Promise.race(gone).then((code): never => {
    throw new Error(`A process of ${castings[0]?.contender} ended (${code})`);
  });
  // Reported to those that wait for a cue or for the end of the run. Later rejections do not
  // matter.
  died.catch(() => undefined);
  for (const member of members) {
    member.on("message", (said: Said) => {
      if ("asked" in said) onAsked(said.asked);
    });
  }
  return {
    cue: async (cue) => {
      await Promise.race([Promise.all(members.map((member) => follow(member, cue))), died]);
    },
    died,
    async end() {
      for (const member of members) member.kill("SIGKILL");
      await Promise.all(gone);
    },
  };
}

function follow(member: ChildProcess, cue: Cue): Promise<void> {
  return new Promise((resolve) => {
    const listen = (said: Said) => {
      if (!("did" in said) || said.did !== cue) return;
      member.off("message", listen);
      resolve();
    };
    member.on("message", listen);
    member.send(cue);
  });
}
