import { describe, expect, test } from "vitest";
import { breaksOf } from "./support/planted-house";

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

  test("a file of 201 lines", () => {
    const lines = (count: number) => "export {};\n".repeat(count);
    expect(breaksOf({ "lib/gate/gate.ts": `const it = 1;\n${lines(199)}` })).toEqual([]);
    expect(breaksOf({ "lib/gate/gate.ts": `const it = 1;\n${lines(200)}` })).toEqual([
      "length lib/gate/gate.ts",
    ]);
  });

  test("an environment or a runtime that a browser could bundle", () => {
    for (const path of ["lib/env.ts", "lib/runtime.ts"]) {
      expect(breaksOf({ [path]: "export const it = 1;" })).toEqual([`server-only ${path}`]);
      expect(breaksOf({ [path]: 'import "server-only";\nexport const it = 1;' })).toEqual([]);
    }
  });

  test("a browser file that reaches the server through another file", () => {
    const breaks = breaksOf({
      "app/error.tsx": '"use client";\nimport { text } from "./text";\nexport const it = text;',
      "app/text.ts": 'import { runtime } from "@/lib/runtime";\nexport const text = runtime;',
      "lib/runtime.ts": 'import "server-only";\nexport const runtime = 1;',
    });
    expect(breaks).toEqual(["client app/error.tsx", "client app/error.tsx"]);
  });
});

describe("a planted break fails: spending", () => {
  test("a call of the upstream outside the desk and the runtime", () => {
    const callers = ["upstream.call(job, signal)", "upstream?.call", "parts.upstream.call.bind(0)"];
    for (const expression of [...callers, "(() => { const { call } = upstream; })"]) {
      const source = `export const it = (upstream, parts, job, signal) => ${expression};`;
      expect(breaksOf({ "lib/gate/pump.ts": source })).toEqual(["upstream-call lib/gate/pump.ts"]);
      expect(breaksOf({ "lib/desk/execute.ts": source })).toEqual([]);
    }
    const lua = "export const text = `local now = redis.call('TIME')`;";
    expect(breaksOf({ "lib/gate/step.lua.ts": lua })).toEqual([]);
  });

  test("an automatic revalidation", () => {
    const options = "lib/client/swr-options.ts";
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

  test("revalidation options set a second time, or outside lib/client", () => {
    const off = "export const it = { revalidateOnFocus: false };";
    expect(breaksOf({ "components/quota/meter.tsx": off })).toEqual([
      "revalidation components/quota/meter.tsx",
    ]);
    expect(breaksOf({ "lib/client/a.ts": off, "lib/client/b.ts": off })).toHaveLength(2);
  });

  test("SWR used without the shared options", () => {
    const options = {
      "lib/client/swr-options.ts": "export const it = { revalidateOnFocus: false };",
    };
    const bare = 'import useSWR from "swr";\nexport const use = () => useSWR("/api/health");';
    const shared = `import { it } from "./swr-options";\n${bare}`;
    expect(breaksOf({ ...options, "lib/client/use-it.ts": shared })).toEqual([]);
    expect(breaksOf({ ...options, "lib/client/use-it.ts": bare })).toEqual([
      "revalidation lib/client/use-it.ts",
    ]);
    expect(breaksOf({ ...options, "components/quota/meter.tsx": bare })).toContain(
      "revalidation components/quota/meter.tsx",
    );
  });

  test("a second ticker, or a ticker that can ask", () => {
    const ticks = "export const it = (then) => setInterval(then, 1_000);";
    const asks = 'export const it = () => setInterval(() => fetch("/api/gex/SPY"), 1_000);';
    expect(breaksOf({ "lib/client/ticker.ts": ticks })).toEqual([]);
    expect(breaksOf({ "lib/client/ticker.ts": asks })).toEqual(["timer lib/client/ticker.ts"]);
    expect(
      breaksOf({ "lib/client/ticker.ts": ticks, "components/quota/meter.tsx": ticks }),
    ).toHaveLength(2);
  });
});
