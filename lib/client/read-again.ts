import type { Composite } from "@/lib/contract/resource";
import { browserPolicy } from "@/lib/policy";
import { readReading } from "./ask-reading";
import type { Tab } from "./tab";
import { subscribeToTicks } from "./ticker";

/**
 * Reads a reading that is behind its parts: at once and, while nothing is heard, at later ticks,
 * each after twice as many as before. Free. Ends when it is heard, with the last try, or by what is
 * returned.
 */
export function readAgain(
  tab: Tab,
  { composite, symbol }: { composite: Composite; symbol: string },
  onTick: typeof subscribeToTicks = subscribeToTicks,
): () => void {
  let rest = 1;
  let ticks = 0;
  let tries = 0;
  let isReading = false;
  const attempt = async () => {
    isReading = true;
    tries += 1;
    const isHeard = await readReading(tab, composite, symbol);
    isReading = false;
    [rest, ticks] = [rest * 2, 0];
    if (isHeard || tries === browserPolicy.readingTriesMost) stop();
  };
  const stop = onTick(() => {
    ticks += 1;
    if (!isReading && ticks >= rest) void attempt();
  });
  void attempt();
  return stop;
}
