import { readFileSync } from "node:fs";
import path from "node:path";
import python from "@ast-grep/lang-python";
import { Lang, parse, registerDynamicLanguage, type SgNode } from "@ast-grep/napi";
import { findTimersPolicy } from "@/lib/policy";
import type { SourcePath } from "./list-sources";

/** A parsed file. A file with a syntax error is parsed around the error. */
export type Source = SourcePath &
  (
    | { language: "python"; root: SgNode }
    | { language: "javascript"; root: SgNode; hasJsx: boolean }
  );

const PYTHON = "python";
registerDynamicLanguage({ [PYTHON]: python });

/** Reads and parses a file. Null when it is minified. Throws when it cannot be read. */
export function parseSource(folder: string, source: SourcePath): Source | null {
  const text = readFileSync(path.join(folder, source.path), "utf8");
  if (isMinified(text)) return null;
  const extension = path.extname(source.path);
  switch (extension) {
    case ".py":
      return { ...source, language: "python", root: parse(PYTHON, text).root() };
    case ".vue":
    case ".svelte":
    case ".html":
      return ofScript(source, Lang.TypeScript, scriptsOnly(text));
    case ".ts":
    case ".mts":
    case ".cts":
      return ofScript(source, Lang.TypeScript, text);
    default:
      // JSX may be in any file of JavaScript, and its grammar reads plain files as well.
      return ofScript(source, Lang.Tsx, text);
  }
}

function ofScript(source: SourcePath, language: Lang, text: string): Source {
  return {
    ...source,
    language: "javascript",
    root: parse(language, text).root(),
    hasJsx: language === Lang.Tsx,
  };
}

/** Long lines mean that a program wrote the file. */
function isMinified(text: string): boolean {
  const lines = text.split("\n").length;
  return text.length / lines > findTimersPolicy.minifiedLineCharacters;
}

/** A page's scripts, each at its own line. Everything else is blank. */
function scriptsOnly(text: string): string {
  const blank = (markup: string) => markup.replace(/[^\n]/g, " ");
  let scripts = "";
  let end = 0;
  for (const match of text.matchAll(/(<script\b[^>]*>)([\s\S]*?)<\/script>/gi)) {
    const [, opening = "", code = ""] = match;
    const start = match.index + opening.length;
    // A later script is a statement of its own.
    scripts += `${blank(text.slice(end, start - 1))};${code}`;
    end = start + code.length;
  }
  return scripts + blank(text.slice(end));
}
