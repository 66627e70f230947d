import { afterEach, expect, test } from "vitest";
import { readStatus } from "@/lib/client/asks/read-status";
import {
  replyJson,
  replyProblem,
  startScriptedServer,
} from "../support/fake-upstream/scripted-server";
import { NOW, quotaFixture } from "../support/visitors/snapshot-fixture";
import { testTab } from "../support/visitors/test-tab";

let server: Awaited<ReturnType<typeof startScriptedServer>>;
afterEach(() => server.stop());

test("keeps what a read reports, and when reads began to fail", async () => {
  let turn = 0;
  server = await startScriptedServer((_, response) => {
    turn += 1;
    if (turn === 1) replyJson(response, 200, quotaFixture());
    else if (turn === 2) replyProblem(response, "store-unavailable", 503);
    else if (turn === 3) response.writeHead(502).end("<html>Bad gateway</html>");
    else replyProblem(response, "unauthorized", 401);
  });
  const { tab, quotas, missed } = testTab(server.fetch, NOW);
  for (const _ of [1, 2, 3, 4]) await readStatus(tab);
  expect(quotas).toEqual([
    { quota: quotaFixture(), readAt: NOW },
    { quota: null, readAt: NOW },
  ]);
  expect(missed).toMatchObject([
    { since: NOW, refusal: { reason: "unreachable" } },
    { since: NOW, refusal: { reason: "unauthorized" } },
  ]);
});
