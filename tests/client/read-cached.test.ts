import { afterEach, expect, test } from "vitest";
import { readCached } from "@/lib/client/read-cached";
import { replyJson, replyProblem, startScriptedServer } from "../support/scripted-server";
import { NOW, snapshotFixture } from "../support/snapshot-fixture";
import { testTab } from "../support/test-tab";

let server: Awaited<ReturnType<typeof startScriptedServer>>;
afterEach(() => server.stop());

test("an added symbol shows what others fetched, by a read that can never spend", async () => {
  const ZM = snapshotFixture("ZM");
  server = await startScriptedServer(({ path }, response) =>
    path.startsWith("/api/gex/ZM")
      ? replyJson(response, 200, ZM)
      : replyProblem(response, "not-cached", 404),
  );
  const { tab } = testTab(server.fetch, NOW);
  await readCached(tab, { resource: "gex", symbol: "ZM" });
  await readCached(tab, { resource: "gex", symbol: "^SPX" });
  expect(tab.held.snapshot("ZM")?.snapshot).toEqual(ZM);
  // Nothing cached is no refusal of anything that a person asked for.
  expect(tab.asks.read("^SPX")).toEqual({ kind: "idle" });
  expect(server.paths()).toEqual(["GET /api/gex/ZM?cached=1", "GET /api/gex/%5ESPX?cached=1"]);
});
