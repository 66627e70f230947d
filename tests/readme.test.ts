import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { listFiles, ROOT } from "./support/architecture/source-files";

const readme = readFileSync(path.join(ROOT, "README.md"), "utf8");
const example = readFileSync(path.join(ROOT, ".env.example"), "utf8");
const { scripts }: { scripts: Record<string, string> } = JSON.parse(
  readFileSync(path.join(ROOT, "package.json"), "utf8"),
);

const all = (pattern: RegExp, text = readme) => [
  ...new Set([...text.matchAll(pattern)].flatMap(([, found]) => (found ? [found] : []))),
];

/** Every page for people, by its path from the root. */
const pages = new Map(
  ["README.md", ...listFiles("docs", ".github")]
    .filter((file) => file.endsWith(".md"))
    .map((file) => [file, readFileSync(path.join(ROOT, file), "utf8")]),
);
const everyPage = [...pages.values()].join("\n");
const inCode = [...pages].flatMap(([, text]) =>
  all(/`([^`\n]+)`/g, text.replace(/```[\s\S]*?```/g, "")),
);
const paths = [
  ...new Set(
    inCode.filter((word) =>
      /^(\.?[\w-]+\.(json|ts|mjs|md|example)|(app|components|lib|tests|docs|public|node_modules)\/\S+)$/.test(
        word,
      ),
    ),
  ),
];
/** A link as the page that has it means it. */
const links = [...pages].flatMap(([file, text]) =>
  all(/\]\((?!https?:)([^)#]+)\)/g, text).map((link) =>
    path.posix.join(path.posix.dirname(file), link),
  ),
);
const drawnRooms = all(/^ {2}([a-z]+(?:\/|\.ts)) /gm, pages.get("docs/architecture.md")).map(
  (name) => `lib/${name}`,
);
const testPaths = all(/\b(tests\/[\w/.-]+\w)/g, everyPage);
const commands = [...all(/\bnpm run ([\w:-]+)/g, everyPage), ...all(/\bnpm (test|start)\b/g)];
const variables = all(/\b([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)\b/g);
const routes = all(/(?<!app)(\/api\/[\w/.-]+)/g);

test("reads all paths, rooms, commands, variables and routes", () => {
  expect(links).toContain("public/screenshot.png");
  expect(links).toContain("docs/architecture.md");
  expect(paths).toContain("tests/architecture.test.ts");
  expect(drawnRooms).toContain("lib/policy.ts");
  expect(commands).toEqual(expect.arrayContaining(["test", "start", "build"]));
  expect(variables).toContain("QUOTA_LIMIT");
  expect(routes).toContain("/api/ready");
});

test.each([...new Set([...links, ...paths, ...drawnRooms, ...testPaths])])(
  "a path that a page names exists: %s",
  (name) => {
    // A folder must hold something: an empty one is not in a clone. A test may be named by its start.
    const found = listFiles(name.replace(/\/$/, ""));
    const begun = listFiles(path.posix.dirname(name)).filter((file) => file.startsWith(`${name}.`));
    expect([...found, ...begun]).not.toEqual([]);
  },
);

test("the README has at most 900 words", () => {
  expect(readme.split(/\s+/).filter(Boolean).length).toBeLessThanOrEqual(900);
});

test.each([...new Set(commands)])("a command that a page names exists: npm run %s", (name) => {
  expect(Object.keys(scripts)).toContain(name);
});

test.each(variables)("a variable the README names is explained in .env.example: %s", (name) => {
  expect(example).toMatch(new RegExp(`^# ${name}=`, "m"));
});

test.each(routes)("a route the README names is served: %s", (url) => {
  const served = listFiles("app/api")
    .filter((file) => file.endsWith("/route.ts"))
    .map((file) => file.replace(/^app|\/route\.ts$/g, "").replace(/\[\w+\]/g, "[^/]+"))
    .map((file) => file.replace(/\/\[\.{3}\w+\]$/, "(/[^ ]+)?"))
    .map((pattern) => new RegExp(`^${pattern.replaceAll(".", "\\.")}$`));
  expect(served.some((pattern) => pattern.test(url))).toBe(true);
});

test("CI runs the README's test command and nothing else", () => {
  const lines = readFileSync(path.join(ROOT, ".ci/run"), "utf8").split("\n");
  const run = lines.filter((line) => line && !/^(#|set |cd )/.test(line));
  expect(run).toEqual(["npm ci && npm test"]);
  expect(readme).toContain(run[0]);
});
