import { inspect } from "node:util";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { systemClock } from "@/lib/clock";
import { createV1Upstream } from "@/lib/upstream/v1/v1";
import { createV2Upstream } from "@/lib/upstream/v2/v2";
import type { FakeReply } from "../support/fake-upstream/fake-replies";
import { type FakeUpstream, startFakeUpstream } from "../support/fake-upstream/fake-upstream";
import { permitFor } from "../support/store/permit";

/** With characters that URL encoding changes, so that both spellings can be looked for. */
const CANARY = "canary/+ä key&7Q";
const HEADER_CANARY = "canary/+ key&7Q";
const SPELLINGS = [CANARY, HEADER_CANARY].flatMap((canary) => [
  canary,
  encodeURIComponent(canary),
  new URLSearchParams({ canary }).toString().slice("canary=".length),
  Buffer.from(canary).toString("base64"),
  Buffer.from(canary).toString("base64url"),
  Buffer.from(canary).toString("hex"),
]);

let fake: FakeUpstream;
beforeAll(async () => {
  fake = await startFakeUpstream({ v1Username: CANARY, v2Key: HEADER_CANARY, limits: "none" });
});
afterAll(() => fake.close());

/** Everything written to the console or straight to the process's streams meanwhile. */
async function captured(work: () => Promise<void>): Promise<string> {
  const written: string[] = [];
  const note = (...parts: unknown[]) => {
    written.push(parts.map((part) => inspect(part, { depth: 9 })).join(" "));
    return true;
  };
  const spies = [
    ...(["log", "info", "warn", "error", "debug"] as const).map((name) =>
      vi.spyOn(console, name).mockImplementation(note),
    ),
    vi.spyOn(process.stdout, "write").mockImplementation(note),
    vi.spyOn(process.stderr, "write").mockImplementation(note),
    vi.spyOn(process, "emitWarning").mockImplementation(note),
  ];
  try {
    await work();
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
  return written.join("\n");
}

/** An upstream at its worst repeats what it was sent. */
const echo = `denied for ?username=${encodeURIComponent(CANARY)} ${CANARY} Bearer ${HEADER_CANARY}`;
const replies: FakeReply[] = [
  { kind: "good" },
  { kind: "raw", body: echo },
  { kind: "raw", body: JSON.stringify({ error: { message: echo } }) },
  ...[302, 400, 401, 403, 404, 429, 500].map(
    (status): FakeReply => ({
      kind: "raw",
      status,
      body: echo,
      headers: { location: `/api/gex?username=${encodeURIComponent(CANARY)}` },
    }),
  ),
  { kind: "limited", retryAfter: "3" },
  { kind: "truncated" },
  { kind: "other-ticker" },
  { kind: "reset-before-headers" },
  { kind: "reset-in-body" },
  { kind: "hang-before-headers" },
  { kind: "hang-in-body" },
];

test("never reveals the credential, however a call ends", async () => {
  const seen: unknown[] = [];
  const bases = [
    ...replies.map(() => fake.baseUrl),
    fake.baseUrl.replace("http:", "https:"),
    "http://no-such-host.invalid/api",
    "http://127.0.0.1:1/api",
  ];
  const logged = await captured(async () => {
    for (const [index, baseUrl] of bases.entries()) {
      const reply = replies[index];
      for (const upstream of [
        createV1Upstream({ baseUrl, username: CANARY, timeoutMs: 300, clock: systemClock }),
        createV2Upstream({ baseUrl, key: HEADER_CANARY, timeoutMs: 300 }),
        // Node refuses to send this header at all, with an error.
        createV2Upstream({ baseUrl, key: `${HEADER_CANARY}\n`, timeoutMs: 300 }),
      ]) {
        if (reply) fake.script({}, reply);
        const job = upstream.jobFor({ resource: "gex", symbol: "SPY" });
        if (job === null) throw new Error("not offered");
        const outcome = await upstream.call(job, permitFor());
        seen.push(job, upstream, outcome);
        fake.reset();
      }
    }
  });
  const text = `${inspect(seen, { depth: 9, showHidden: true })}${JSON.stringify(seen)}${logged}`;
  for (const spelling of SPELLINGS) expect(text.includes(spelling), spelling).toBe(false);
  expect(seen).toHaveLength(bases.length * 3 * 3);
});

test("sends the credential, so the test above can fail", async () => {
  const username = CANARY;
  const upstream = createV1Upstream({ baseUrl: fake.baseUrl, username, clock: systemClock });
  const job = upstream.jobFor({ resource: "gex", symbol: "SPY" });
  if (job === null) throw new Error("not offered");
  expect(await upstream.call(job, permitFor())).toMatchObject({
    kind: "answered",
  });
  expect(fake.arrivals().at(-1)?.authorized).toBe(true);
});
