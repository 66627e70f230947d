import type { Tab } from "@/lib/client/tab/tab";
import { subscribeToTicks } from "@/lib/client/time/ticker";
import type { Composite } from "@/lib/contract/market/resource";
import { browserPolicy } from "@/lib/policy";
import { readReading } from "./ask-reading";

/**
 * Reads a reading that is older than its parts. Reads at once and, while the server does not
 * answer, at later ticks, doubling the pause each time. Free. Stops on an answer, after the last
 * try, or when the returned function is called.
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
    const isAnswered = await readReading(tab, composite, symbol);
    isReading = false;
    [rest, ticks] = [rest * 2, 0];
    if (isAnswered || tries === browserPolicy.readingTriesMost) stop();
  };
  const stop = onTick(() => {
    ticks += 1;
    if (!isReading && ticks >= rest) void attempt();
  });
  void attempt();
  return stop;
}
