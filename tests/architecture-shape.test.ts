import { describe, expect, test } from "vitest";
import { breaksOf } from "./support/architecture/planted-house";

describe("a planted break fails: shape", () => {
  test("a cycle, by value or by type, of two files or of three", () => {
    const value = (name: string) =>
      `import { ${name} } from "./${name}";\nexport const of = ${name};`;
    const type = (name: string) => `import type { T } from "./${name}";\nexport type U = T;`;
    expect(breaksOf({ "lib/gate/a.ts": value("b"), "lib/gate/b.ts": value("a") })).toEqual([
      "cycle lib/gate/a.ts",
    ]);
    expect(
      breaksOf({
        "lib/gate/a.ts": type("b"),
        "lib/gate/b.ts": type("c"),
        "lib/gate/c.ts": type("a"),
      }),
    ).toEqual(["cycle lib/gate/a.ts"]);
  });

  test("a barrel, by name or by content", () => {
    const own = { "lib/gate/a.ts": "export const a = 1;" };
    for (const source of [
      'export { a } from "./a";',
      'export * from "./a";',
      'import { a } from "./a";\nexport { a };',
    ]) {
      expect(breaksOf({ ...own, "lib/gate/all.ts": source })).toEqual(["barrel lib/gate/all.ts"]);
    }
    expect(breaksOf({ "lib/gate/index.ts": "export const a = 1;" })).toEqual([
      "barrel lib/gate/index.ts",
    ]);
  });

  test("a default export that Next did not ask for", () => {
    const source = "export default function it() { return null; }";
    const twoStep = "const it = 1;\nexport { it as default };";
    expect(breaksOf({ "components/quota/meter.tsx": source })).toEqual([
      "default-export components/quota/meter.tsx",
    ]);
    expect(breaksOf({ "lib/gate/gate.ts": twoStep })).toEqual(["default-export lib/gate/gate.ts"]);
    expect(breaksOf({ "app/page.tsx": source, "app/problems/[slug]/page.tsx": source })).toEqual(
      [],
    );
  });

  test("a file of 301 lines", () => {
    const lines = (count: number) => "export {};\n".repeat(count);
    expect(breaksOf({ "lib/gate/gate.ts": `const it = 1;\n${lines(299)}` })).toEqual([]);
    expect(breaksOf({ "lib/gate/gate.ts": `const it = 1;\n${lines(300)}` })).toEqual([
      "length lib/gate/gate.ts",
    ]);
  });

  test("a folder of 21 files", () => {
    const folder = (count: number) =>
      Object.fromEntries(
        Array.from({ length: count }, (_, index) => [
          `lib/redis/f${index}.ts`,
          `export const f${index} = 1;`,
        ]),
      );
    expect(breaksOf(folder(20))).toEqual([]);
    expect(breaksOf(folder(21))).toEqual(["folder lib/redis"]);
  });

  test("two folders that import each other", () => {
    expect(
      breaksOf({
        "lib/metrics/a/one.ts": 'import { other } from "../b/other";\nexport const one = other;',
        "lib/metrics/b/other.ts": "export const other = 1;",
        "lib/metrics/b/third.ts": 'import { two } from "../a/two";\nexport const third = two;',
        "lib/metrics/a/two.ts": "export const two = 2;",
      }),
    ).toEqual(["folder-cycle lib/metrics/a", "folder-cycle lib/metrics/b"]);
  });

  test("a sub-room that imports one above it, or that has no place", () => {
    const above = { "lib/desk/scans/scan.ts": "export const scan = 1;" };
    const source = 'import { scan } from "../scans/scan";\nexport const it = scan;';
    expect(breaksOf({ ...above, "lib/desk/queue/it.ts": source })).toEqual([
      "sub-room lib/desk/queue/it.ts",
    ]);
    expect(breaksOf({ ...above, "lib/desk/attic/it.ts": source })).toEqual([
      "sub-room lib/desk/attic/it.ts",
    ]);
    expect(breaksOf({ ...above, "lib/desk/tickets/it.ts": source })).toEqual([]);
  });

  test("an environment or a runtime that a browser could bundle", () => {
    for (const path of ["lib/environment/env.ts", "lib/runtime/runtime.ts"]) {
      expect(breaksOf({ [path]: "export const it = 1;" })).toEqual([`server-only ${path}`]);
      expect(breaksOf({ [path]: 'import "server-only";\nexport const it = 1;' })).toEqual([]);
    }
  });

  test("a browser file that reaches the server through another file", () => {
    const breaks = breaksOf({
      "app/error.tsx": '"use client";\nimport { text } from "./text";\nexport const it = text;',
      "app/text.ts":
        'import { runtime } from "@/lib/runtime/runtime";\nexport const text = runtime;',
      "lib/runtime/runtime.ts": 'import "server-only";\nexport const runtime = 1;',
    });
    expect(breaks).toEqual(["client app/error.tsx", "client app/error.tsx"]);
  });
});

describe("a planted break fails: spending", () => {
  test("a call of the upstream outside the desk and the runtime", () => {
    const callers = ["upstream.call(job, signal)", "upstream?.call", "parts.upstream.call.bind(0)"];
    for (const expression of [...callers, "(() => { const { call } = upstream; })"]) {
      const source = `export const it = (upstream, parts, job, signal) => ${expression};`;
      expect(breaksOf({ "lib/gate/pump/pump.ts": source })).toEqual([
        "upstream-call lib/gate/pump/pump.ts",
      ]);
      expect(breaksOf({ "lib/desk/execute.ts": source })).toEqual([]);
    }
    const lua = "export const text = `local now = redis.call('TIME')`;";
    expect(breaksOf({ "lib/gate/step.lua.ts": lua })).toEqual([]);
  });

  test("an automatic revalidation", () => {
    const options = "lib/client/tab/swr-options.ts";
    const off = "export const it = { revalidateOnFocus: false, refreshInterval: 0 };";
    expect(breaksOf({ [options]: off })).toEqual([]);
    for (const on of [
      "{ revalidateOnFocus: true }",
      "{ refreshInterval: 1_000 }",
      "{ refreshInterval }",
      "{ shouldRetryOnError: isFaulty }",
    ]) {
      const breaks = breaksOf({
        [options]: `export const it = (refreshInterval, isFaulty) => (${on});`,
      });
      expect(breaks).toContain(`revalidation ${options}`);
    }
  });

  test("revalidation options set twice, or outside lib/client", () => {
    const off = "export const it = { revalidateOnFocus: false };";
    expect(breaksOf({ "components/quota/meter.tsx": off })).toEqual([
      "revalidation components/quota/meter.tsx",
    ]);
    expect(breaksOf({ "lib/client/a.ts": off, "lib/client/b.ts": off })).toHaveLength(2);
  });

  test("SWR used without the shared options", () => {
    const options = {
      "lib/client/tab/swr-options.ts": "export const it = { revalidateOnFocus: false };",
    };
    const bare = 'import useSWR from "swr";\nexport const use = () => useSWR("/api/health");';
    const shared = `import { it } from "../tab/swr-options";\n${bare}`;
    expect(breaksOf({ ...options, "lib/client/hooks/use-it.ts": shared })).toEqual([]);
    expect(breaksOf({ ...options, "lib/client/hooks/use-it.ts": bare })).toEqual([
      "revalidation lib/client/hooks/use-it.ts",
    ]);
    expect(breaksOf({ ...options, "components/quota/meter.tsx": bare })).toContain(
      "revalidation components/quota/meter.tsx",
    );
  });

  test("a second ticker, or a ticker that can ask", () => {
    const ticks = "export const it = (then) => setInterval(then, 1_000);";
    const asks = 'export const it = () => setInterval(() => fetch("/api/gex/SPY"), 1_000);';
    expect(breaksOf({ "lib/client/time/ticker.ts": ticks })).toEqual([]);
    expect(breaksOf({ "lib/client/time/ticker.ts": asks })).toEqual([
      "timer lib/client/time/ticker.ts",
    ]);
    expect(
      breaksOf({ "lib/client/time/ticker.ts": ticks, "components/quota/meter.tsx": ticks }),
    ).toHaveLength(2);
  });

  test("a handler that the platform can stop with a call in flight", () => {
    const verb = "await desk.requestSnapshot(ask)";
    const handler = (route: string, from: string, expression = verb) =>
      `import { ${route} } from "${from}";\nexport const GET = ${route}(async () => ${expression});`;
    const plain = (expression?: string) => handler("route", "@/lib/http/route", expression);
    const own = "app/api/gex/route.ts";
    expect(breaksOf({ [own]: plain() })).toEqual([`unwaited ${own}`]);
    expect(breaksOf({ [own]: plain("await controlRoom.cancelTicket(it)") })).toHaveLength(1);
    expect(breaksOf({ [own]: plain("new Response()") })).toEqual([]);
    expect(breaksOf({ [own]: handler("deskRoute", "@/app/api/_shared/route-to-desk") })).toEqual(
      [],
    );
    const helper = { "app/api/read.ts": `export const read = async (desk, ask) => ${verb};` };
    const throughIt = `import { read } from "@/app/api/read";\n${plain("read()")}`;
    expect(breaksOf({ ...helper, [own]: throughIt })).toEqual([`unwaited ${own}`]);
    const late = `import { after } from "next/server";\n${handler("deskRoute", "@/app/api/_shared/route-to-desk")}`;
    expect(breaksOf({ [own]: late })).toEqual([`unwaited ${own}`]);
  });
});
