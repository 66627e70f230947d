import type { CacheReading } from "./cache";

type ReadMany = (jobKeys: readonly string[]) => Promise<CacheReading[]>;
type Waiting = {
  jobKey: string;
  resolve(reading: CacheReading): void;
  reject(fault: unknown): void;
};

/**
 * Batches reads. Reads requested while one is in flight go together in the next, so a thousand
 * readers of one symbol cost a few round trips. Each read starts after its request, so no one gets
 * an older value.
 */
export function shareReads(readMany: ReadMany): (jobKey: string) => Promise<CacheReading> {
  let waiting: Waiting[] = [];
  let reading = false;

  async function readAll(): Promise<void> {
    while (waiting.length > 0) {
      const taken = waiting;
      waiting = [];
      const jobKeys = [...new Set(taken.map(({ jobKey }) => jobKey))];
      try {
        const readings = await readMany(jobKeys);
        const byKey = new Map(jobKeys.map((jobKey, index) => [jobKey, readings[index]]));
        for (const { jobKey, resolve, reject } of taken) {
          const found = byKey.get(jobKey);
          if (found) resolve(found);
          else reject(new Error("the cache gave fewer readings than were asked for"));
        }
      } catch (fault) {
        for (const { reject } of taken) reject(fault);
      }
    }
    reading = false;
  }

  return (jobKey) =>
    new Promise((resolve, reject) => {
      waiting.push({ jobKey, resolve, reject });
      if (reading) return;
      reading = true;
      void readAll();
    });
}
