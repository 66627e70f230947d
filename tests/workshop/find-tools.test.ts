import { describe, expect, test } from "vitest";
import { findTools, remedyFor } from "./find-tools.mjs";

const NOTHING = { chromium: null, redisServer: null, nginx: null, ip: null };
const ALL = {
  chromium: "/usr/bin/chromium",
  redisServer: "/usr/bin/redis-server",
  nginx: "/usr/sbin/nginx",
  ip: "/usr/sbin/ip",
};
const APT = ["apt-get", "install", "-y", "--no-install-recommends"];

describe("what is missing is installed where that is allowed, else named exactly", () => {
  test("nothing is done when all are there", () => {
    expect(remedyFor(ALL, { kind: "debian", isRoot: true })).toEqual({ commands: [] });
    expect(remedyFor(ALL, { kind: "other", isRoot: false })).toEqual({ commands: [] });
  });

  test("root on Debian: apt-get, after an update", () => {
    expect(remedyFor(NOTHING, { kind: "debian", isRoot: true })).toEqual({
      commands: [
        ["apt-get", "update"],
        [...APT, "redis-server", "nginx-light", "iproute2", "chromium"],
      ],
    });
    expect(remedyFor({ ...ALL, chromium: null }, { kind: "debian", isRoot: true })).toEqual({
      commands: [
        ["apt-get", "update"],
        [...APT, "chromium"],
      ],
    });
  });

  test("takes Playwright's browser as root on a Debian relative", () => {
    expect(remedyFor(NOTHING, { kind: "debian-like", isRoot: true })).toEqual({
      commands: [
        ["apt-get", "update"],
        [...APT, "redis-server", "nginx-light", "iproute2"],
        ["npx", "playwright", "install", "--with-deps", "chromium"],
      ],
    });
  });

  test("elsewhere the browser is downloaded when the store is there", () => {
    expect(remedyFor({ ...ALL, chromium: null }, { kind: "other", isRoot: false })).toEqual({
      commands: [["npx", "playwright", "install", "chromium"]],
    });
  });

  test("names the exact command where we may not install", () => {
    expect(remedyFor(NOTHING, { kind: "debian", isRoot: false })).toEqual({
      advice: `sudo apt-get update && sudo ${APT.join(" ")} redis-server nginx-light iproute2 chromium`,
    });
    expect(remedyFor({ ...ALL, redisServer: null }, { kind: "other", isRoot: false })).toEqual({
      advice: "install redis-server with your package manager (macOS: brew install redis nginx)",
    });
  });
});

test("finds a browser, a store and a proxy on a capable machine", async () => {
  const tools = await findTools();
  expect(tools.chromium).toMatch(/chrom/i);
  expect(tools.redisServer).toMatch(/redis-server$/);
  expect(tools.nginx).toMatch(/nginx$/);
}, 60_000);
