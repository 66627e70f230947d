import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createAdmin } from "@/lib/callers/admin";
import { createMembership } from "@/lib/callers/membership";
import { createSigner } from "@/lib/callers/signer";
import { systemClock } from "@/lib/clock";
import { parseEnvironment } from "@/lib/environment/parse-environment";
import { createTicketTokens } from "@/lib/gate/ticket-token";
import { createStore } from "@/lib/redis/create-store";
import type { Store } from "@/lib/redis/store";
import { createScanIds } from "@/lib/scans/scan-id";
import { credentialDigest } from "@/lib/upstream/call/credential-digest";
import { headersOf, keys, sentBack } from "../callers/setup";

/* What a changed secret ends, by the parts that read it. docs/deploy.md has it as a table. */
const before = {
  sessionSecret: "the session secret before the change",
  passphrase: "the passphrase before",
  password: "the password before",
};
type Secrets = typeof before;

let store: Store;
beforeAll(async () => {
  store = await createStore({ kind: "embedded" }, { clock: systemClock });
});
afterAll(() => store.close());

function partsOf({ sessionSecret, passphrase, password }: Secrets) {
  const shared = { signer: createSigner(sessionSecret), origin: null, clock: systemClock };
  return {
    membership: createMembership({ ...shared, access: { mode: "members", passphrase } }),
    admin: createAdmin({ ...shared, password, store, keys }),
    scans: createScanIds(sessionSecret),
    tickets: createTicketTokens(sessionSecret, keys.gate),
  };
}

const CALLER = "c-one";
const TICKET = { caller: CALLER, key: "gex:SPY", priority: 3, sequence: 1, since: 0 };

/** What of before the change is still valid after it. */
async function survivorsOf(change: Partial<Secrets>): Promise<string[]> {
  const [old, now] = [partsOf(before), partsOf({ ...before, ...change })];
  const member = headersOf(sentBack(old.membership.memberCookie()));
  const { setCookie } = await old.admin.open();
  const valid = {
    membership: now.membership.admits(member),
    admin: (await now.admin.check(headersOf(sentBack(setCookie)))) !== null,
    scans: now.scans.judge(old.scans.make(CALLER), CALLER) === "theirs",
    tickets: now.tickets.read(old.tickets.sign(TICKET)) !== null,
  };
  return Object.entries(valid).flatMap(([name, isValid]) => (isValid ? [name] : []));
}

describe("a new value of", () => {
  test.each<[string, Partial<Secrets>, string[]]>([
    ["nothing ends nothing", {}, ["membership", "admin", "scans", "tickets"]],
    ["SESSION_SECRET ends all", { sessionSecret: "the session secret after the change" }, []],
    ["ACCESS_PASSPHRASE ends sign-ins", { passphrase: "after" }, ["admin", "scans", "tickets"]],
    [
      "ADMIN_PASSWORD ends Admin",
      { password: "the one after" },
      ["membership", "scans", "tickets"],
    ],
  ])("%s", async (_, change, survivors) => {
    expect(await survivorsOf(change)).toEqual(survivors);
  });

  test("the API key keeps the gate and the cache, not the refusals", () => {
    const environmentWith = (key: string) => {
      const parsed = parseEnvironment({ TRADING_VOLATILITY_API_KEY: key, ACCESS: "open" });
      if (!parsed.ok) throw new Error(parsed.reason);
      return parsed.environment;
    };
    const [old, now] = [environmentWith("key-before"), environmentWith("key-after")];
    expect(now.quota).toEqual(old.quota);
    expect(credentialDigest(now.upstream)).not.toBe(credentialDigest(old.upstream));
  });
});
