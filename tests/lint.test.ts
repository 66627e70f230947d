import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ROOT } from "./support/architecture/source-files";

const PLANTED = {
  "app/api/gex/route.ts":
    'import { gate } from "@/lib/gate/gate";\nimport { runtime } from "@/lib/runtime/runtime";\nexport const GET = () => [gate, runtime];\n',
  "app/page.tsx": "export default function Page() {\n  return null;\n}\n",
  "components/ui/button.tsx":
    'import { symbol } from "@/lib/contract/market/symbol";\nexport const Button = () => <b>{symbol}</b>;\n',
  "lib/gate/gate.ts":
    'import { clock } from "@/lib/clock";\nimport { read } from "@/lib/desk/read";\nexport const gate = [clock, read];\n',
  "lib/gate/pump/pump.ts": 'import { keep } from "../cache/keep";\nexport const pump = keep;\n',
  "lib/policy.ts": 'import { job } from "@/lib/contract/queue/job";\nexport const policy = job;\n',
  "lib/cache/keep.ts": 'import { read } from "./read";\nexport const keep = () => read;\n',
  "lib/cache/read.ts": 'import { keep } from "./keep";\nexport const read = () => keep;\n',
  "lib/cache/all.ts": 'export { keep } from "./keep";\nexport { read } from "./read";\n',
  // What the linter must find: any, a non-null assertion, a floating promise, a default export.
  "lib/upstream/fetch.ts":
    "const call = async (it: any) => it!.body;\ncall(1);\nexport default call;\n",
};

let folder = "";
let found: string[] = [];

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "gammagate-lint-"));
  for (const name of ["biome.json", "package.json"]) {
    copyFileSync(path.join(ROOT, name), path.join(folder, name));
  }
  for (const [name, source] of Object.entries(PLANTED)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), source);
  }
  found = lint(folder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Lints a folder with our rules: each finding as `rule file:line`. */
function lint(directory: string): string[] {
  const biome = path.join(ROOT, "node_modules/@biomejs/biome/bin/biome");
  const args = [biome, "lint", "--vcs-enabled=false", "--reporter=json", "--max-diagnostics=none"];
  let output = "";
  try {
    output = execFileSync(process.execPath, args, {
      cwd: directory,
      encoding: "utf8",
      stdio: "pipe",
    });
  } catch (fault) {
    // Findings end the process with 1; the report is on its output all the same.
    if (fault instanceof Error && "stdout" in fault) output = String(fault.stdout);
  }
  const report: { diagnostics: Finding[] } = JSON.parse(output);
  return report.diagnostics.map(
    ({ category, location }) =>
      `${category.split("/").at(-1)} ${location.path}:${location.start.line}`,
  );
}
type Finding = { category: string; location: { path: string; start: { line: number } } };

test.each([
  "noImportCycles lib/cache/keep.ts:1",
  "noImportCycles lib/cache/read.ts:1",
  "noBarrelFile lib/cache/all.ts:1",
  "noExplicitAny lib/upstream/fetch.ts:1",
  "noNonNullAssertion lib/upstream/fetch.ts:1",
  "noFloatingPromises lib/upstream/fetch.ts:2",
  "noDefaultExport lib/upstream/fetch.ts:3",
])("lint fails on a planted break: %s", (finding) => {
  expect(found).toContain(finding);
});

test("lint lets through what Next finds by its default export", () => {
  expect(found.filter((finding) => finding.includes("app/page.tsx"))).toEqual([]);
});
