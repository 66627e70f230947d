import { mkdtempSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { selfSigned } from "../../support/servers/self-signed";
import { runCommand } from "../../workshop/run-command.mjs";

const ROOT = process.cwd();
const { key, cert } = selfSigned();
const folder = mkdtempSync(join(tmpdir(), "gammagate-cut-"));
const authority = join(folder, "authority.pem");
writeFileSync(authority, cert);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Root may make a network of its own; others where user namespaces are allowed. */
const WAYS = [
  ["unshare", "-n"],
  ["unshare", "-rn"],
];
let way: string[] | undefined;
beforeAll(async () => {
  for (const each of WAYS) {
    const script = "ip link set lo up && ip link set lo down";
    const run = await runCommand([...each, "sh", "-c", script], { cwd: ROOT, deadlineSeconds: 20 });
    if (run.exitCode === 0) way ??= each;
  }
  if (!way) {
    console.error(
      "NOT TESTED: an aborted call that the kernel delivers later. This needs Linux, iproute2 and the " +
        "right to make a network namespace (run as root). With CI=true the skipped tests count as failed.",
    );
  }
});

/** How the call ended, and how many requests arrived until long after the network was back. */
async function callThroughCut(unshare: string[], scheme: string, abortedBy: "reset" | "close") {
  const script = [
    "node",
    "tests/support/run-typescript.mjs",
    "tests/upstream/sockets/cut-network.ts",
  ];
  const run = await runCommand([...unshare, ...script], {
    cwd: ROOT,
    deadlineSeconds: 60,
    env: {
      SCHEME: scheme,
      ABORTED_BY: abortedBy,
      OUTSIDE: readlinkSync("/proc/self/ns/net"),
      TLS_KEY: key,
      TLS_CERT: cert,
      NODE_EXTRA_CA_CERTS: authority,
    },
  });
  expect(run.exitCode, run.output).toBe(0);
  return JSON.parse(run.output.trim().split("\n").at(-1) ?? "");
}

describe("a call that is aborted while the network is cut", () => {
  // Side by side: they wait for the kernel, each in a network of its own.
  test.concurrent.for([
    ["http", "reset", "never arrives", 0],
    ["https", "reset", "never arrives", 0],
    ["http", "close", "arrives later: the first test can fail", 1],
    ["https", "close", "arrives later: the second test can fail", 1],
  ] as const)(
    "delivers nothing over %s after an end by %s: %s",
    async ([scheme, abortedBy, , arrivals], { skip }) => {
      if (!way) return skip("no network namespaces");
      expect(await callThroughCut(way, scheme, abortedBy)).toEqual({ kind: "aborted", arrivals });
    },
  );
});
