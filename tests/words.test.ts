import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { listFiles, ROOT } from "./support/architecture/source-files";
import { ALLOWED, type Finding, privateWordsIn } from "./support/words/private-words";
import { proseOf, textsOf } from "./support/words/texts";

const read = (file: string) => readFileSync(path.join(ROOT, file), "utf8");
const sources = listFiles("app", "components", "lib").filter(
  // A script of the store is code, of which no one reads a text.
  (file) => /\.tsx?$/.test(file) && !file.endsWith(".lua.ts"),
);
const documents = listFiles("README.md", "CHANGELOG.md", "docs").filter((file) =>
  file.endsWith(".md"),
);

function linesOf(findings: readonly Finding[]): string[] {
  return findings.map(
    ({ path: file, line, word, text, say }) => `${file}:${line} "${word}" in "${text}": ${say}`,
  );
}

describe("no private word reaches a reader", () => {
  test("in the texts of pages, answers, messages and logs", () => {
    expect(sources.length).toBeGreaterThan(400);
    const found = sources.flatMap((file) => privateWordsIn(file, textsOf(file, read(file))));
    expect(linesOf(found)).toEqual([]);
  });

  test.each(documents)("in the prose of %s", (file) => {
    expect(linesOf(privateWordsIn(file, proseOf(read(file))))).toEqual([]);
  });

  test("in .env.example", () => {
    const texts = read(".env.example")
      .split("\n")
      .map((text, index) => ({ line: index + 1, text }));
    expect(linesOf(privateWordsIn(".env.example", texts))).toEqual([]);
  });
});

test("every exception is still needed", () => {
  for (const { path: file, text } of ALLOWED) {
    expect(textsOf(file, read(file)).some((one) => text.test(one.text))).toBe(true);
  }
});

describe("a planted private word is found", () => {
  const wordsIn = (source: string) =>
    privateWordsIn("planted.tsx", textsOf("planted.tsx", source)).map(({ word }) => word);

  test("in a literal, an attribute, a template and a JSX text", () => {
    expect(wordsIn('const why = "Whoever asks first is served.";')).toEqual(["Whoever", "asks"]);
    expect(wordsIn('const it = <p title="What was told of it" />;')).toEqual(["told"]);
    expect(wordsIn(`const it = \`\${name} landed at noon\`;`)).toEqual(["landed"]);
    expect(wordsIn("const it = <p>\n  Your place\n  in line.\n</p>;")).toEqual(["place in line"]);
    expect(wordsIn("const it = <h1>Headline</h1>;")).toEqual(["Headline"]);
  });

  test("with its line, in a document", () => {
    const text = "A title\n\nIt is said anew.\n";
    expect(privateWordsIn("planted.md", proseOf(text))).toMatchObject([{ line: 3, word: "anew" }]);
  });

  test("but not in an identifier, wire value, class, import or code", () => {
    expect(wordsIn('import { told } from "./told of it";')).toEqual([]);
    expect(wordsIn('const landed = { kind: "landed", state: "in-line", told: true };')).toEqual([]);
    expect(wordsIn('const it = <p className="headline figures" />;')).toEqual([]);
    expect(wordsIn('type Kind = "in line" | "held by";')).toEqual([]);
    expect(wordsIn("// Whoever asks is told.\nconst it = 1;")).toEqual([]);
    const text = "Run `told anew`.\n\n```sh\nwhoever asks\n```\n\nSee [this](docs/headline.md).";
    expect(privateWordsIn("planted.md", proseOf(text))).toEqual([]);
  });
});
