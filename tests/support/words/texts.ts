import { parseSync } from "vite";

/** A text that a person may read, with the line where it begins. */
export type Text = { line: number; text: string };

type Node = { type?: unknown; start?: unknown } & Record<string, unknown>;

/** JSX attributes that hold no words. */
const CODE_ATTRIBUTES = new Set(["className", "d", "href", "id", "key", "name", "type", "viewBox"]);

/**
 * The string literals, templates and JSX texts of a TypeScript file. An expression in a template is
 * `…`. Module names and types are left out: no one reads them.
 */
export function textsOf(path: string, source: string): Text[] {
  const parsed = parseSync(path, source);
  const [fault] = parsed.errors;
  if (fault) throw new Error(`${path}: ${fault.message}`);
  const texts: Text[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) {
      for (const one of value) visit(one);
      return;
    }
    if (typeof value !== "object" || value === null) return;
    const node = value as Node;
    if (isCode(node)) return;
    const text = ownText(node);
    if (text !== null) texts.push({ line: lineAt(source, Number(node.start)), text });
    for (const one of Object.values(node)) visit(one);
  };
  visit(parsed.program.body);
  return texts.filter(({ text }) => isProse(text));
}

function isCode(node: Node): boolean {
  if (node.type === "ImportDeclaration" || node.type === "ExportAllDeclaration") return true;
  if (node.type === "TSLiteralType") return true;
  if (node.type !== "JSXAttribute") return false;
  return CODE_ATTRIBUTES.has(String((node.name as Node).name));
}

function ownText(node: Node): string | null {
  if (node.type === "Literal") return typeof node.value === "string" ? node.value : null;
  if (node.type === "JSXText") return String(node.value).replace(/\s+/g, " ").trim();
  if (node.type !== "TemplateLiteral") return null;
  const quasis = node.quasis as { value: { cooked: string } }[];
  return quasis.map(({ value }) => value.cooked).join("…");
}

/** Several words, or one that is written like a label. Wire values, slugs and keys are neither. */
function isProse(text: string): boolean {
  return /[a-z]\S*\s+\S*[a-z]/i.test(text) || /^[A-Z][a-z]+$/.test(text);
}

function lineAt(source: string, offset: number): number {
  return source.slice(0, offset).split("\n").length;
}

/** The lines of a Markdown file without its code: no fenced blocks, no `code`, no link targets. */
export function proseOf(markdown: string): Text[] {
  const plain = markdown
    .replace(/```[\s\S]*?```/g, (block) => block.replace(/[^\n]/g, ""))
    .replace(/`[^`\n]*`/g, "")
    .replace(/\]\([^)]*\)/g, "]");
  return plain
    .split("\n")
    .map((text, index) => ({ line: index + 1, text: text.trim() }))
    .filter(({ text }) => text !== "");
}
