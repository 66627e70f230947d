import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { findBreaks } from "./support/architecture/architecture";
import { breaksOf } from "./support/architecture/planted-house";
import { listFiles, ROOT } from "./support/architecture/source-files";

const HOUSE = ["app", "components", "lib", "instrumentation.ts", "proxy.ts"];

function readHouse(): Map<string, string> {
  const sources = listFiles(...HOUSE).filter((file) => /\.tsx?$/.test(file));
  return new Map(sources.map((file) => [file, readFileSync(path.join(ROOT, file), "utf8")]));
}

describe("the house", () => {
  test("has its rooms, and every file is read", () => {
    expect(readHouse().size).toBeGreaterThan(10);
    expect([...readHouse().keys()]).toContain("lib/contract/queue/job.ts");
  });

  test("stands: imports go down, no cycles or barrels, short files", () => {
    expect(findBreaks(readHouse())).toEqual([]);
  });
});

describe("a planted break fails: imports", () => {
  const leaf = { "lib/contract/queue/job.ts": "export type Job = { key: string };" };

  test("an upward import", () => {
    expect(
      breaksOf({
        "lib/gate/gate.ts": 'import { read } from "@/lib/desk/read";\nexport const gate = read;',
        "lib/desk/read.ts": "export const read = 1;",
      }),
    ).toEqual(["import lib/gate/gate.ts"]);
  });

  test("an upward import: relative, dynamic or as a re-export", () => {
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
    for (const path of ["lib/policy.ts", "lib/clock.ts", "lib/environment/environment.ts"]) {
      const source = 'import type { Job } from "@/lib/contract/queue/job";\nexport type Its = Job;';
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
      "lib/environment/env.ts": 'import "server-only";',
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
    const source = 'import type { Job } from "@/lib/contract/queue/job";\nexport type Its = Job;';
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
