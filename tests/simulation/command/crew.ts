import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import { addTallies, emptyTally, type Tally } from "../figures/tally";
import type { Chunk } from "./chunk";

const WORKER = join(import.meta.dirname, "simulate-worker.ts");
const RUNNER = join(import.meta.dirname, "../../support/run-typescript.mjs");

type Parts = { chunks: Chunk[]; workers: number };

/** Runs all chunks in several processes and adds up their results. Each process has its own stores. */
export async function playAll({ chunks, workers }: Parts): Promise<Map<string, Tally>> {
  const waiting = [...chunks];
  const tallies = new Map<string, Tally>();

  async function workOff(worker: ChildProcess): Promise<void> {
    for (let chunk = waiting.shift(); chunk; chunk = waiting.shift()) {
      const name = tallyName(chunk);
      const tally = await play(worker, chunk);
      tallies.set(name, addTallies(tallies.get(name) ?? emptyTally, tally));
    }
    worker.disconnect();
  }

  const stores = [...new Set(chunks.map(({ store }) => store))];
  const crew = Array.from({ length: workers }, () => fork(RUNNER, [WORKER, ...stores]));
  try {
    await Promise.all(crew.map(workOff));
  } finally {
    for (const worker of crew) if (worker.connected) worker.disconnect();
  }
  return tallies;
}

/** The name of a tally: contender, scene and store. */
export const tallyName = ({ contender, scene, store }: Omit<Chunk, "from" | "seeds">) =>
  `${contender}: ${scene} on ${store}`;

function play(worker: ChildProcess, chunk: Chunk): Promise<Tally> {
  return new Promise((resolve, reject) => {
    const died = (code: number | null) =>
      reject(new Error(`A worker ended (${code}) on ${JSON.stringify(chunk)}`));
    worker.once("exit", died);
    worker.once("message", (tally: Tally) => {
      worker.off("exit", died);
      resolve(tally);
    });
    worker.send(chunk);
  });
}
