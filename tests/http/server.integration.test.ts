import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { request } from "node:http";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { problemSchema } from "@/lib/contract/problem";
import { EARLY_SCRIPT } from "@/lib/http/page/early-script";
import { THEME_SCRIPT } from "@/lib/http/page/theme-script";
import { ROOT } from "../support/architecture/source-files";
import { type AppServer, startAppServer } from "../support/servers/app-server";

let server: AppServer;
beforeAll(async () => {
  server = await startAppServer();
});
afterAll(() => server?.kill());

type Answer = {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
};

/** A request exactly as written: fetch would tidy the path and refuse the method. */
function send(
  method: string,
  target: string,
  headers: Record<string, string> = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const options = { host: "127.0.0.1", port: server.port, method, path: target, headers };
    const sent = request(options, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (part: string) => {
        text += part;
      });
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
      );
    });
    sent.on("error", reject).end();
  });
}

describe("what the framework would answer itself gets a problem", () => {
  test.each<[string, string, number]>([
    ["GET", "/api/gex/%zz", 400],
    ["GET", "/api/gex/%ff", 400],
    ["GET", "/api/gex/SPY%00", 400],
    ["GET", "/api/gex/%2e%2e%2fetc", 400],
    ["GET", "/problems/%zz", 400],
    ["GET", `/api/gex/${"A".repeat(3_000)}`, 414],
    ["GET", `/api/health?q=${"A".repeat(3_000)}`, 414],
    ["GET", "/api/health?q=1", 400],
    ["GET", "/api/nothing", 404],
    ["GET", "/api", 404],
    ["POST", "/api/nothing/at/all", 404],
    ["DELETE", "/api/nothing", 404],
    ["TRACE", "/api/health", 405],
    ["PROPFIND", "/api/health", 405],
    ["POST", "/api/health", 405],
    ["TRACE", "/problems/gone", 405],
    ["POST", "/problems/gone", 405],
  ])("%s %s", async (method, target, status) => {
    const answer = await send(method, target);
    expect(answer.status).toBe(status);
    expect(answer.headers["content-type"]).toBe("application/problem+json");
    expect(answer.headers["cache-control"]).toBe("private, no-store, no-transform");
    expect(answer.headers["x-content-type-options"]).toBe("nosniff");
    expect(answer.headers.allow).toBe(status === 405 ? "GET, HEAD" : undefined);
    const problem = problemSchema.parse(JSON.parse(answer.text));
    expect(problem.status).toBe(status);
    expect(problem.instance).toBe(`urn:uuid:${answer.headers["x-request-id"]}`);
    expect(answer.text).not.toMatch(/%zz|AAAA|etc/);
  });

  test("a Server Action is not found", async () => {
    expect((await send("POST", "/problems/gone", { "next-action": "abc" })).status).toBe(404);
  });

  test("HEAD of a refusal has no body", async () => {
    const answer = await send("HEAD", "/api/gex/%zz");
    expect([answer.status, answer.text]).toEqual([400, ""]);
  });
});

test("health passes, and OPTIONS lists the allowed methods", async () => {
  expect(JSON.parse((await send("GET", "/api/health")).text)).toEqual({ status: "pass" });
  expect((await send("HEAD", "/api/health")).status).toBe(200);
  expect((await send("OPTIONS", "/api/health")).headers.allow).toBe("GET, HEAD, OPTIONS");
});

test("the OpenAPI document is served as it is made", async () => {
  const document = JSON.parse((await send("GET", "/api/openapi.json")).text);
  expect(document).toMatchObject({ openapi: "3.1.0", info: { title: "Gammagate" } });
});

test("a page explains each problem; an unknown one is not found", async () => {
  const page = await send("GET", "/problems/queue-full");
  expect([page.status, page.headers["content-type"]]).toEqual([200, "text/html; charset=utf-8"]);
  expect(page.text).toContain("Queue full");
  expect((await send("GET", "/problems/nothing")).status).toBe(404);
});

test("gives each page its own policy, and its scripts the nonce", async () => {
  const forged = { "content-security-policy": "script-src *", "x-nonce": "forged" };
  const pages = [await send("GET", "/problems/gone", forged), await send("GET", "/problems/gone")];
  const hashes = [THEME_SCRIPT, EARLY_SCRIPT].map((script) =>
    createHash("sha256").update(script).digest("base64"),
  );
  const nonces = pages.map(({ headers, text }) => {
    const policy = String(headers["content-security-policy"]);
    for (const hash of hashes) expect(policy).toContain(`'sha256-${hash}'`);
    expect(policy).not.toMatch(/unsafe|\*/);
    const [, nonce = ""] = /'nonce-([^']+)'/.exec(policy) ?? [];
    const scripts = [...text.matchAll(/<script\b([^>]*)>/g)].map(
      ([, attributes = ""]) => attributes,
    );
    expect(scripts.length).toBeGreaterThan(3);
    // All but the layout's own, which run by their hashes.
    expect(
      scripts.filter((attributes) => !attributes.includes(`nonce="${nonce}"`)).length,
    ).toBeLessThanOrEqual(hashes.length);
    return nonce;
  });
  expect(new Set(nonces).size).toBe(2);
  expect(nonces).not.toContain("forged");
});

test("names a bad variable at the start, and hides its value", () => {
  const next = path.join(ROOT, "node_modules/next/dist/bin/next");
  const { status, stdout, stderr } = spawnSync(process.execPath, [next, "start", "-p", "0"], {
    cwd: ROOT,
    encoding: "utf8",
    timeout: 30_000,
    env: {
      PATH: process.env.PATH ?? "",
      NODE_ENV: "production",
      __NEXT_PROCESSED_ENV: "true",
      QUOTA_LIMIT: "canary77",
    },
  });
  expect(status).toBe(1);
  expect(stderr).toContain("QUOTA_LIMIT must be a whole number");
  expect(stdout + stderr).not.toContain("canary77");
});

test("exits with 0 on SIGTERM while idle", async () => {
  const other = await startAppServer();
  const startedAt = performance.now();
  expect(await other.stop()).toBe(0);
  expect(performance.now() - startedAt).toBeLessThan(5_000);
});
