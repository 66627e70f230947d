import { afterEach, expect, test } from "vitest";
import type { ScanNews } from "@/lib/client/tab/scan-news";
import { createTabChannel } from "@/lib/client/tab/tab-channel";
import { summaryFixture } from "../../support/visitors/scan-fixture";
import { NOW } from "../../support/visitors/snapshot-fixture";
import { testTab } from "../../support/visitors/test-tab";

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A tab of the one browser, with its end of the channel. */
function openTab() {
  const { tab } = testTab(() => Promise.reject(new Error("nothing is asked here")), NOW);
  const channel = createTabChannel(tab.cache);
  closing.push(channel.open(tab));
  const received: ScanNews[] = [];
  tab.scans.subscribe((news) => void received.push(news));
  return { publish: channel.publishScan, received };
}

test("sends a change of a scan to the other tabs, and never back", async () => {
  const [one, other] = [openTab(), openTab()];
  const acted: ScanNews = { kind: "acted", summary: summaryFixture({ state: "running" }) };
  const removed: ScanNews = { kind: "removed", scan: "scan-1" };
  one.publish(acted);
  one.publish(removed);
  await expect.poll(() => other.received).toEqual([acted, removed]);
  expect(one.received).toEqual([]);
});
