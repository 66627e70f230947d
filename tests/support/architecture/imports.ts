import path from "node:path";
import { parseSync } from "vite";

/** One import or re-export of a file. */
export type Import = {
  /** As written: `@/lib/clock`, `./slot`, `swr`. */
  specifier: string;
  /** Path without extension from the repository's root. Null for a package. */
  target: string | null;
  /** Erased by the compiler: `import type` or nothing but `type` names. */
  typeOnly: boolean;
};

/** The parts of a source file that the architecture rules check. */
export type Module = {
  path: string;
  source: string;
  /** The source with comments blanked, so that prose cannot break a rule. */
  code: string;
  imports: Import[];
  isClient: boolean;
  hasDefaultExport: boolean;
  onlyReExports: boolean;
};

type Parsed = ReturnType<typeof parseSync>;
type Statement = Parsed["program"]["body"][number];

/** Parses one TypeScript file. Throws, naming the file, when it is not TypeScript. */
export function parseModule(filePath: string, source: string): Module {
  const parsed = parseSync(filePath, source);
  const [fault] = parsed.errors;
  if (fault) throw new Error(`${filePath}: ${fault.message}`);
  const code = blankComments(source, parsed);
  const body = parsed.program.body;
  return {
    path: filePath,
    source,
    code,
    imports: [...staticImports(parsed), ...reExports(parsed), ...dynamicImports(code)].map(
      ({ specifier, typeOnly }) => ({ specifier, typeOnly, target: resolve(filePath, specifier) }),
    ),
    isClient: body.some((it) => "directive" in it && it.directive === "use client"),
    hasDefaultExport: parsed.module.staticExports.some((statement) =>
      statement.entries.some(
        (entry) => entry.exportName.kind === "Default" || entry.exportName.name === "default",
      ),
    ),
    onlyReExports: body.some(isReExport) && body.every((it) => isReExport(it) || isImport(it)),
  };
}

type Written = { specifier: string; typeOnly: boolean };

function staticImports(parsed: Parsed): Written[] {
  return parsed.module.staticImports.map((statement) => ({
    specifier: statement.moduleRequest.value,
    typeOnly: statement.entries.length > 0 && statement.entries.every((entry) => entry.isType),
  }));
}

function reExports(parsed: Parsed): Written[] {
  return parsed.module.staticExports.flatMap((statement) =>
    statement.entries.flatMap((entry) =>
      entry.moduleRequest ? [{ specifier: entry.moduleRequest.value, typeOnly: entry.isType }] : [],
    ),
  );
}

/** `import("x")`, as a call or as a type. Both count as a value, which is the stricter reading. */
function dynamicImports(code: string): Written[] {
  return [...code.matchAll(/\bimport\(\s*["'`]([^"'`]+)["'`]/g)].flatMap(([, specifier]) =>
    specifier === undefined ? [] : [{ specifier, typeOnly: false }],
  );
}

function blankComments(source: string, parsed: Parsed): string {
  let code = source;
  for (const { start, end } of parsed.comments) {
    code = code.slice(0, start) + " ".repeat(end - start) + code.slice(end);
  }
  return code;
}

function resolve(from: string, specifier: string): string | null {
  if (specifier.startsWith("@/")) return withoutExtension(path.posix.normalize(specifier.slice(2)));
  if (!specifier.startsWith(".")) return null;
  return withoutExtension(path.posix.join(path.posix.dirname(from), specifier));
}

/**
 * `lib/gate/step.lua.ts` is imported as `lib/gate/step.lua`, so only the last extension is removed.
 */
export function withoutExtension(filePath: string): string {
  return filePath.replace(/\.(tsx?|mjs)$/, "");
}

function isImport(statement: Statement): boolean {
  return statement.type === "ImportDeclaration";
}

function isReExport(statement: Statement): boolean {
  if (statement.type === "ExportAllDeclaration") return true;
  return statement.type === "ExportNamedDeclaration" && statement.declaration === null;
}
