import { readFileSync } from "node:fs";
import path from "node:path";
import { parseSync } from "vite";
import { expect, test } from "vitest";
import { listFiles, ROOT } from "./support/architecture/source-files";

/** The types, interfaces and classes that a file declares and exports. */
function exportedTypes(file: string, source: string): string[] {
  return parseSync(file, source).program.body.flatMap((statement) => {
    if (statement.type !== "ExportNamedDeclaration") return [];
    const { declaration } = statement;
    switch (declaration?.type) {
      case "TSTypeAliasDeclaration":
      case "TSInterfaceDeclaration":
        return [declaration.id.name];
      case "ClassDeclaration":
        return declaration.id ? [declaration.id.name] : [];
      default:
        return [];
    }
  });
}

/** Every exported type name that more than one file declares, with those files. */
function findTwice(sources: ReadonlyMap<string, string>): Record<string, string[]> {
  const places = new Map<string, string[]>();
  for (const [file, source] of sources) {
    for (const name of exportedTypes(file, source)) {
      places.set(name, [...(places.get(name) ?? []), file]);
    }
  }
  return Object.fromEntries([...places].filter(([, files]) => files.length > 1));
}

test("no type name is exported by two files", () => {
  const files = listFiles("lib", "components", "app").filter((file) => /\.tsx?$/.test(file));
  const sources = new Map(files.map((file) => [file, readFileSync(path.join(ROOT, file), "utf8")]));
  expect(files.length).toBeGreaterThan(500);
  expect(findTwice(sources)).toEqual({});
});

test("a planted second type of a name is found", () => {
  const planted = {
    "lib/a.ts": "export type Ask = string;",
    "lib/b.ts": "export interface Ask { key: string }\nexport type Own = number;",
    "lib/c.ts": "type Own = number;\nexport const own: Own = 1;",
  };
  expect(findTwice(new Map(Object.entries(planted)))).toEqual({ Ask: ["lib/a.ts", "lib/b.ts"] });
});
