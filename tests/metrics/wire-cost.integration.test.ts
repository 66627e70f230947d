import { afterAll, beforeAll, expect, test } from "vitest";
import { metricsPolicy } from "@/lib/policy";
import { startScriptedServer } from "../support/fake-upstream/scripted-server";
import { type Deployment, startDeployment } from "../support/servers/deployment";

let site: Deployment;
let receiver: Awaited<ReturnType<typeof startScriptedServer>>;
beforeAll(async () => {
  receiver = await startScriptedServer((_, response) => void response.end());
  site = await startDeployment({
    wire: "rest",
    env: {
      ALERT_WEBHOOK_URL: `http://127.0.0.1:${receiver.port}/hook`,
      QUOTA_LIMIT: "100",
      ADMIN_PASSWORD: "the password of this wire",
    },
  });
  await site.opened();
});
afterAll(async () => {
  await site?.stop();
  await receiver?.stop();
});

/** As many as are folded three times. */
const CALLS = 3 * metricsPolicy.foldedAt;

test("costs at most 2 commands a call for counting and alerts", async () => {
  const bridge = site.rest;
  if (!bridge) throw new Error("not over HTTP");
  const visitor = await site.visit();
  const before = bridge.commands().length;
  const arrivedBefore = site.upstream.arrivals().length;
  // Open at first, and used from outside: causes of alerts that last.
  site.upstream.script({ symbol: "FIRST" }, { kind: "limited", retryAfter: "1" });
  await visitor.get("/api/gex/FIRST", { prefer: "wait=30" });
  for (let call = 0; call < CALLS; call += 1) {
    const answer = await visitor.get(`/api/gex/W${call}`, { prefer: "wait=30" });
    expect(answer.status).toBe(200);
  }
  const calls = site.upstream.arrivals().length - arrivedBefore;
  const all = bridge.commands().slice(before);
  const extra = all.filter((words) => words.some((word) => /:(metrics|alert):/.test(word)));
  const count = (name: string) =>
    extra.filter(([first = ""]) => first.toLowerCase() === name).length;
  const names = [...new Set(extra.map(([name = ""]) => name.toLowerCase()))];
  const counted = names.map((name) => `${name} ${count(name)}`).join(", ");
  console.info(
    `${(extra.length / calls).toFixed(2)} of ${(all.length / calls).toFixed(2)}: ${counted}`,
  );
  // One more was refused, and made again.
  expect(calls).toBe(CALLS + 2);
  expect(extra.length / calls).toBeLessThanOrEqual(2);
  expect(extra.length).toBeGreaterThanOrEqual(calls);
  expect(receiver.asked.length).toBeGreaterThan(0);
});
