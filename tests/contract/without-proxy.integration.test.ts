import { readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dashboardSchema } from "@/lib/contract/admin/dashboard";
import { buildWithoutProxy } from "../support/servers/build-without-proxy";
import { type Deployment, startDeployment } from "../support/servers/deployment";
import type { Answer, Visitor } from "../support/visitors/http-visitor";

/*
 * The control room of a build that has no proxy at all: whatever guards it stands in its pages and
 * handlers. Handlers answer 401. Pages answer as Next lets a page: 307 to the sign-in, the same for
 * every form of asking, with nothing of the room in it.
 */
const PASSWORD = "canary for the control room";

let folder: string | null = null;
let site: Deployment;
beforeAll(async () => {
  folder = await buildWithoutProxy();
  const env = { ADMIN_PASSWORD: PASSWORD };
  site = await startDeployment({ folder, env });
}, 600_000);
afterAll(async () => {
  await site?.stop();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

/** Of the build itself, so that a new route cannot be forgotten here. */
function adminPaths(kind: "page" | "route"): string[] {
  const file = path.join(folder ?? "", ".next/app-path-routes-manifest.json");
  const manifest: Record<string, string> = JSON.parse(readFileSync(file, "utf8"));
  return Object.entries(manifest)
    .filter(([source]) => source.endsWith(`/${kind}`))
    .map(([, address]) => address)
    .filter((address) => /^\/(api\/)?admin(\/|$)|^\/api\/metrics$/.test(address))
    .map((address) =>
      address.replace(/\[(\w+)\]/g, (_, name) => (name === "resource" ? "gex" : "1")),
    );
}

/** Every way in which a page or a handler may be asked for: none of them opens anything. */
const FORMS: Record<string, string>[] = [
  {},
  { rsc: "1" },
  { rsc: "1", "next-router-prefetch": "1" },
  { rsc: "1", "next-router-prefetch": "2" },
  { rsc: "1", "next-router-segment-prefetch": "/_tree" },
  { rsc: "1", "next-router-segment-prefetch": "/admin/__PAGE__" },
  { rsc: "1", "next-router-state-tree": "%5B%22%22%5D" },
  { "next-action": "7f3a2c9d1e7f3a2c9d1e7f3a2c9d1e7f3a2c9d1e00" },
  { "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy" },
  { "x-middleware-subrequest": "middleware:middleware:middleware:middleware:middleware" },
  { "x-middleware-rewrite": "/admin" },
  { "x-nextjs-data": "1" },
  { "x-forwarded-host": "127.0.0.1", "x-original-url": "/admin", "x-rewrite-url": "/admin" },
  { "sec-purpose": "prefetch" },
  { cookie: "gg_admin=abc.1.forged" },
  { authorization: "Bearer gg_a_b" },
];
const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];

test("reads no queue for a page that may not be seen", async () => {
  // The server's start took a step. A later read would create the state again.
  await expect.poll(() => site.redis.command("KEYS", "*gate*")).toHaveLength(1);
  await site.redis.command("DEL", "gammagate:gate:contract");
  for (const page of ["/admin", "/admin?range=24h"]) await site.stranger().get(page);
  expect(await site.redis.command("KEYS", "*gate*")).toEqual([]);
});

describe("with traffic that would be seen", () => {
  let owner: Visitor;
  /** What only the room knows. */
  let secrets: string[];
  beforeAll(async () => {
    await site.opened();
    const visitor = await site.visit();
    expect((await visitor.get("/api/gex/CANARY", { prefer: "wait=30" })).status).toBe(200);
    owner = site.stranger();
    await owner.post("/api/admin/session", { password: PASSWORD });
    const answer = await owner.get("/api/admin/rate-limit-dashboard");
    const { callers, calls } = dashboardSchema.parse(answer.body);
    secrets = [callers[0]?.label ?? "", calls[0]?.requestId ?? "", "CANARY", "configuredLimit"];
    expect(secrets.every((word) => word.length > 5)).toBe(true);
  });

  const secretsIn = ({ text, headers }: Answer) =>
    secrets.filter((word) => `${text}${JSON.stringify(headers)}`.includes(word));

  test("shows it to the signed in, without a policy of the proxy", async () => {
    const answer = await owner.get("/admin");
    expect([answer.status, secretsIn(answer)]).toEqual([200, secrets]);
    expect(answer.headers["content-security-policy"]).toBeUndefined();
  });

  test("answers 401 in every handler, whatever the method or headers", async () => {
    const routes = adminPaths("route");
    expect(routes.length).toBeGreaterThanOrEqual(8);
    for (const route of routes) {
      let refused = 0;
      for (const method of METHODS) {
        for (const headers of FORMS) {
          const answer = await site.stranger().send(method, route, headers);
          expect([route, method, headers, secretsIn(answer)]).toEqual([route, method, headers, []]);
          // Signing in is for strangers; what a route does not offer it refuses by its method.
          if (route === "/api/admin/session" && method === "POST") continue;
          if (answer.status === 405) continue;
          expect([route, method, headers, answer.status]).toEqual([route, method, headers, 401]);
          refused += 1;
        }
      }
      expect([route, refused > 0]).toEqual([route, true]);
    }
  });

  test("leads every page to the sign-in and reveals nothing", async () => {
    const pages = adminPaths("page");
    expect(pages.toSorted()).toEqual(["/admin", "/admin/keys", "/admin/sign-in"]);
    const statuses = new Set<string>();
    for (const page of pages) {
      for (const method of METHODS) {
        for (const headers of FORMS) {
          for (const query of ["", "?range=24h", "?_rsc=1abc"]) {
            const answer = await site.stranger().send(method, `${page}${query}`, headers);
            const asked = [page, method, headers, query];
            expect([...asked, secretsIn(answer)]).toEqual([...asked, []]);
            statuses.add(`${page} ${answer.status}`);
            if (answer.status !== 307) continue;
            expect(answer.headers.location).toMatch(
              // To the sign-in; or Next's own way of naming a page's parts, to be asked again.
              /^\/admin\/sign-in\?return=|^\/[^?/][^?]*\?(.*&)?_rsc/,
            );
          }
        }
      }
    }
    console.info([...statuses].toSorted().join(", "));
    expect(statuses).toContain("/admin 307");
  });
});
