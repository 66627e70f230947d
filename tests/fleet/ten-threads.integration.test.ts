import { afterAll, beforeAll, expect, test } from "vitest";
import { createdKeySchema } from "@/lib/contract/admin/keys";
import { type Deployment, startDeployment } from "../support/servers/deployment";
import { runScript } from "./run-script";

const ADMIN_PASSWORD = "a password of these tests";
const SYMBOLS = Array.from({ length: 50 }, (_, at) => `SYM${at}`);

let site: Deployment;
let key: string;
beforeAll(async () => {
  site = await startDeployment({ env: { ADMIN_PASSWORD } });
  const admin = site.stranger();
  await admin.post("/api/admin/session", { password: ADMIN_PASSWORD });
  const made = await admin.post("/api/admin/keys", { name: "walls", role: "client" });
  key = createdKeySchema.parse(made.body).key;
});
afterAll(() => site?.stop());

test("ten threads get the curves of fifty symbols without a refusal", async () => {
  const { origin } = site.server;
  const address = "/tickers/{}/curves/gex_by_strike?exp=combined&wait=1";
  const asked = { origin, key, symbols: SYMBOLS, address, threads: 10, tries: 20 };
  const rows = await runScript(asked);
  expect(rows.filter(({ status }) => status !== 200)).toEqual([]);
  expect(rows.map(({ symbol }) => symbol)).toEqual(SYMBOLS);
  // Waits of 1s are too short for some: they come back and find their place.
  expect(rows.some(({ tries }) => tries > 1)).toBe(true);
  const arrivals = site.upstream.arrivals();
  expect(arrivals).toHaveLength(SYMBOLS.length);
  expect(arrivals.filter(({ refused }) => refused)).toEqual([]);
  // A window of 2s permits five curves.
  expect(site.upstream.worstWindow(2_000, "expensive")).toBeLessThanOrEqual(5);
});
