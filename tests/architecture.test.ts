import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { findBreaks } from "./support/architecture";
import { listFiles, ROOT } from "./support/source-files";

const HOUSE = ["app", "components", "lib", "instrumentation.ts", "proxy.ts"];

function readHouse(): Map<string, string> {
  const sources = listFiles(...HOUSE).filter((file) => /\.tsx?$/.test(file));
  return new Map(sources.map((file) => [file, readFileSync(path.join(ROOT, file), "utf8")]));
}

/** The rules that a house made of these files breaks, each with its file. */
function breaksOf(files: Record<string, string>): string[] {
  return findBreaks(new Map(Object.entries(files))).map(({ rule, path }) => `${rule} ${path}`);
}

describe("the house", () => {
  test("has its rooms, and every file is read", () => {
    expect(readHouse().size).toBeGreaterThan(10);
    expect([...readHouse().keys()]).toContain("lib/contract/job.ts");
  });

  test("stands: imports go down, no cycles, no barrels, short files, nothing spends by itself", () => {
    expect(findBreaks(readHouse())).toEqual([]);
  });
});

describe("a planted break fails: imports", () => {
  const leaf = { "lib/contract/job.ts": "export type Job = { key: string };" };

  test("an upward import", () => {
    expect(
      breaksOf({
        "lib/gate/gate.ts": 'import { read } from "@/lib/desk/read";\nexport const gate = read;',
        "lib/desk/read.ts": "export const read = 1;",
      }),
    ).toEqual(["import lib/gate/gate.ts"]);
  });

  test("an upward import spelled relatively, dynamically, or as a re-export", () => {
    const other = { "lib/cache/read.ts": "export const read = 1;" };
    for (const source of [
      'import { read } from "../cache/read";\nexport const gate = read;',
      'export const gate = () => import("@/lib/cache/read");',
      'export { read } from "@/lib/cache/read";\nexport const gate = 1;',
      'export * from "@/lib/cache/read";\nexport const gate = 1;',
      'import type { read } from "@/lib/cache/read";\nexport type Gate = typeof read;',
    ]) {
      expect(breaksOf({ ...other, "lib/gate/gate.ts": source })).toEqual([
        "import lib/gate/gate.ts",
      ]);
    }
  });

  test("a leaf that imports anything of ours", () => {
    for (const path of ["lib/policy.ts", "lib/clock.ts", "lib/environment.ts"]) {
      const source = 'import type { Job } from "@/lib/contract/job";\nexport type Its = Job;';
      expect(breaksOf({ ...leaf, [path]: source })).toEqual([`import ${path}`]);
    }
  });

  test("the desk takes types of mechanism rooms, and only types", () => {
    const gate = { "lib/gate/gate.ts": "export type Gate = 1; export const gate = 1;" };
    const byType = 'import type { Gate } from "@/lib/gate/gate";\nexport type Its = Gate;';
    const byName = 'import { type Gate } from "@/lib/gate/gate";\nexport type Its = Gate;';
    const byValue = 'import { gate, type Gate } from "@/lib/gate/gate";\nexport const its = gate;';
    expect(breaksOf({ ...gate, "lib/desk/read.ts": byType })).toEqual([]);
    expect(breaksOf({ ...gate, "lib/desk/read.ts": byName })).toEqual([]);
    expect(breaksOf({ ...gate, "lib/desk/read.ts": byValue })).toEqual(["import lib/desk/read.ts"]);
  });

  test("a handler that goes round the runtime", () => {
    const desk = {
      "lib/desk/read.ts": "export const read = 1;",
      "lib/env.ts": 'import "server-only";',
    };
    const route = (name: string) =>
      `import { it } from "@/lib/${name}";\nexport const GET = () => it;`;
    for (const name of ["desk/read", "env", "redis/store", "upstream/v1", "client/use-snapshot"]) {
      const breaks = breaksOf({ ...desk, "app/api/gex/[symbol]/route.ts": route(name) });
      expect(breaks).toEqual(["import app/api/gex/[symbol]/route.ts"]);
    }
    expect(breaksOf({ "app/api/gex/[symbol]/route.ts": route("runtime") })).toEqual([]);
  });

  test("a file in no room", () => {
    expect(breaksOf({ "lib/utils/format.ts": "export const it = 1;" })).toEqual([
      "room lib/utils/format.ts",
    ]);
  });

  test("a control that knows a domain word", () => {
    const source = 'import type { Job } from "@/lib/contract/job";\nexport type Its = Job;';
    expect(breaksOf({ ...leaf, "components/ui/button.tsx": source })).toEqual([
      "import components/ui/button.tsx",
    ]);
  });

  test("prose about an import is no import", () => {
    const source =
      '// import { read } from "@/lib/desk/read";\n/* upstream.call */\nexport const it = 1;';
    expect(breaksOf({ "lib/gate/gate.ts": source })).toEqual([]);
  });
});

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
