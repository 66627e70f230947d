import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { parseEnvironment } from "@/lib/environment/parse-environment";
import { httpPolicy, upstreamPolicy } from "@/lib/policy";
import { keptPath } from "@/lib/redis/write-whole";
import { ROOT } from "../support/architecture/source-files";
import { isInContext, parseDockerfile } from "../support/docker/dockerfile";
import { environmentOfUnit, unitText, valuesOf } from "./unit-file";

const read = (file: string) => readFileSync(path.join(ROOT, file), "utf8");
const listed = new Set(
  [...read(".env.example").matchAll(/^# ([A-Z0-9_]+)=/gm)].map(([, name]) => name),
);
/** How long a stop may take: the longest API call, then open requests. */
const STOP_SECONDS = (upstreamPolicy.timeoutMaxMs + httpPolicy.shutdownMs) / 1_000;
/** Set for Node, Next and the build, not for Gammagate. */
const OTHER_PROGRAMS = ["NODE_ENV", "NEXT_TELEMETRY_DISABLED", "HOSTNAME", "BUILD_STANDALONE"];

describe("the Dockerfile", () => {
  const stages = parseDockerfile(read("Dockerfile"));
  const steps = stages.flatMap(({ instructions }) => instructions);

  test("uses the Node version that the tests use", () => {
    const version = read(".nvmrc").trim();
    expect(stages.map(({ image }) => image)).toEqual([
      `node:${version}-slim`,
      `node:${version}-slim`,
    ]);
  });

  test("runs as node, and starts the server without a shell", () => {
    const last = stages.at(-1)?.instructions ?? [];
    expect(last.filter(({ name }) => name === "USER").at(-1)?.text).toBe("node");
    expect(last.find(({ name }) => name === "CMD")?.text).toBe('["node", "server.js"]');
    expect(last.find(({ name }) => name === "HEALTHCHECK")?.text).toContain("/api/health");
  });

  test("sets only known variables, and no secret", () => {
    const names = steps
      .filter(({ name }) => name === "ENV" || name === "ARG")
      .flatMap(({ text }) => [...text.matchAll(/(\w+)=/g)].map(([, name]) => name ?? ""));
    expect(names).toContain("DATA_DIR");
    const unknown = names.filter((name) => !listed.has(name) && !OTHER_PROGRAMS.includes(name));
    expect(unknown).toEqual([]);
    expect(names.filter((name) => /KEY|SECRET|TOKEN|PASS/.test(name))).toEqual([]);
  });

  test("gets no settings, data, tests or builds", () => {
    const ignore = read(".dockerignore");
    const out = [".env", ".env.local", ".git/config", ".gammagate/gate-state", ".next/BUILD_ID"];
    for (const file of [...out, "node_modules/next/package.json", "tests/run-all.mjs"]) {
      expect([file, isInContext(ignore, file)]).toEqual([file, false]);
    }
    for (const file of ["app/page.tsx", "package-lock.json", ".npmrc", "next.config.ts"]) {
      expect([file, isInContext(ignore, file)]).toEqual([file, true]);
    }
  });
});

describe("the systemd unit", () => {
  test("sets only variables that are read", () => {
    const names = Object.keys(environmentOfUnit());
    expect(names.filter((name) => !listed.has(name) && !OTHER_PROGRAMS.includes(name))).toEqual([]);
  });

  test("starts the server itself, on this machine only", () => {
    const [, script = "", ...rest] = valuesOf("ExecStart")[0]?.split(" ") ?? [];
    expect(existsSync(path.join(ROOT, script))).toBe(true);
    expect(rest).toEqual(["start", "-H", "127.0.0.1"]);
  });

  test("stores data where the service may write", () => {
    const [state] = valuesOf("StateDirectory");
    expect(environmentOfUnit().DATA_DIR).toBe(`/var/lib/${state}`);
  });

  test("waits for the longest API call before it kills", () => {
    expect(Number.parseInt(valuesOf("TimeoutStopSec")[0] ?? "", 10)).toBeGreaterThan(STOP_SECONDS);
    const [, docker] = /--stop-timeout (\d+)/.exec(read("docs/deploy.md")) ?? [];
    expect(Number(docker)).toBeGreaterThan(STOP_SECONDS);
  });

  const hasSystemd = spawnSync("systemd-analyze", ["--version"]).status === 0;
  test.runIf(hasSystemd)("is valid for systemd", () => {
    const folder = mkdtempSync(path.join(tmpdir(), "gammagate-unit-"));
    const file = path.join(folder, "gammagate.service");
    // The command must exist where it is checked.
    writeFileSync(
      file,
      unitText.replace("ExecStart=/usr/bin/node", `ExecStart=${process.execPath}`),
    );
    const { status, stderr } = spawnSync("systemd-analyze", ["verify", file], { encoding: "utf8" });
    rmSync(folder, { recursive: true });
    expect([status, stderr]).toEqual([0, ""]);
  });
});

describe("the nginx site", () => {
  const site = read("docs/deploy/nginx.conf");
  const numberOf = (directive: string) =>
    Number(new RegExp(`^\\s*${directive} (\\d+)[sk]?;`, "m").exec(site)?.[1]);

  test("waits longer than any request or silent stream does", () => {
    const longest = Math.max(httpPolicy.waitMaxSeconds, httpPolicy.heartbeatMs / 1_000);
    const margin = upstreamPolicy.timeoutMaxMs / 1_000;
    expect(numberOf("proxy_read_timeout")).toBeGreaterThan(longest + margin);
  });

  test("lets Gammagate refuse a large body itself", () => {
    expect(numberOf("client_max_body_size") * 1_024).toBeGreaterThan(httpPolicy.bodyBytesMax);
  });

  test("closes idle connections before Node does", () => {
    expect(numberOf("keepalive_timeout") * 1_000).toBeLessThan(createServer().keepAliveTimeout);
  });

  test("names the variables that a server behind it needs", () => {
    const behind = { APP_ORIGIN: "https://gate.example.com", TRUST_PROXY: "1" };
    for (const [name, value] of Object.entries(behind)) expect(site).toContain(`${name}=${value}`);
    expect(parseEnvironment(behind).ok).toBe(true);
    expect(parseEnvironment({ TRUST_PROXY: "1" }).ok).toBe(false);
  });
});

describe("the deploy button", () => {
  const address = /\((https:\/\/vercel\.com\/new\/clone\?[^)]+)\)/.exec(read("README.md"))?.[1];
  const { searchParams } = new URL(address ?? "");
  const names = searchParams.get("env")?.split(",") ?? [];
  const platform = {
    VERCEL: "1",
    VERCEL_ENV: "production",
    VERCEL_URL: "gammagate-1.vercel.app",
    KV_REST_API_URL: "https://one.upstash.io",
    KV_REST_API_TOKEN: "token",
  };

  test("adds Upstash Redis", () => {
    expect(JSON.parse(searchParams.get("stores") ?? "")).toEqual([
      expect.objectContaining({ integrationSlug: "upstash", productSlug: "upstash-kv" }),
    ]);
  });

  test("asks for what a deployment needs to start", () => {
    const typed = (asked: string[]) =>
      Object.fromEntries(asked.map((name) => [name, `typed-${"x".repeat(32)}`]));
    expect(parseEnvironment({ ...platform, ...typed(names) }).ok).toBe(true);
    for (const name of ["ACCESS_PASSPHRASE", "SESSION_SECRET"]) {
      const rest = names.filter((one) => one !== name);
      expect(parseEnvironment({ ...platform, ...typed(rest) })).toMatchObject({
        ok: false,
        variable: name,
      });
    }
  });

  test("deploys functions in the region that the pages name", () => {
    const { regions }: { regions: string[] } = JSON.parse(read("vercel.json"));
    expect(regions).toHaveLength(1);
    expect(read("docs/deploy.md")).toContain(`Functions run in \`${regions[0]}\``);
  });
});

test("docs/deploy.md names only variables that are read", () => {
  const named = [...read("docs/deploy.md").matchAll(/`([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)(?:=\S*)?`/g)];
  expect(named.length).toBeGreaterThan(15);
  expect(named.map(([, name]) => name).filter((name) => !listed.has(name))).toEqual([]);
});

test("docs/deploy.md names the files of DATA_DIR as they are", () => {
  for (const name of ["gate-state", "session-secret", "admin-password"]) {
    const file = path.basename(keptPath("data", name));
    expect(read("docs/deploy.md")).toContain(`\`${file}\` in \`DATA_DIR\``);
  }
});
