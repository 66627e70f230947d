import { afterEach, expect, test } from "vitest";
import { readCached } from "@/lib/client/asks/read-cached";
import {
  replyJson,
  replyProblem,
  startScriptedServer,
} from "../../support/fake-upstream/scripted-server";
import { NOW, snapshotFixture } from "../../support/visitors/snapshot-fixture";
import { testTab } from "../../support/visitors/test-tab";

let server: Awaited<ReturnType<typeof startScriptedServer>>;
afterEach(() => server.stop());

test("shows an added symbol's cached copy, and can never spend", async () => {
  const ZM = snapshotFixture("ZM");
  server = await startScriptedServer(({ path }, response) =>
    path.startsWith("/api/gex/ZM")
      ? replyJson(response, 200, ZM)
      : replyProblem(response, "not-cached", 404),
  );
  const { tab } = testTab(server.fetch, NOW);
  await readCached(tab, { resource: "gex", symbol: "ZM" });
  await readCached(tab, { resource: "gex", symbol: "^SPX" });
  expect(tab.cache.snapshot("ZM")?.snapshot).toEqual(ZM);
  // Nothing cached is no refusal of anything that a person asked for.
  expect(tab.asks.read("^SPX")).toEqual({ kind: "idle" });
  expect(server.paths()).toEqual(["GET /api/gex/ZM?cached=1", "GET /api/gex/%5ESPX?cached=1"]);
});
