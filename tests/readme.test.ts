import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { listFiles, ROOT } from "./support/source-files";

const readme = readFileSync(path.join(ROOT, "README.md"), "utf8");
const example = readFileSync(path.join(ROOT, ".env.example"), "utf8");
const { scripts }: { scripts: Record<string, string> } = JSON.parse(
  readFileSync(path.join(ROOT, "package.json"), "utf8"),
);

const all = (pattern: RegExp, text = readme) => [
  ...new Set([...text.matchAll(pattern)].flatMap(([, found]) => (found ? [found] : []))),
];

const inCode = all(/`([^`\n]+)`/g, readme.replace(/```[\s\S]*?```/g, ""));
const links = all(/\]\(([^)]+)\)/g);
const paths = inCode.filter((word) =>
  /^(\.?[\w-]+\.(json|ts|mjs|md|example)|(app|components|lib|tests|public|node_modules)\/\S+)$/.test(
    word,
  ),
);
const drawnRooms = all(/^ {2}([a-z]+(?:\/|\.ts)) /gm).map((name) => `lib/${name}`);
const commands = [...all(/\bnpm run ([\w:-]+)/g), ...all(/\bnpm (test|start)\b/g)];
const variables = all(/\b([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)\b/g);
const routes = all(/(?<!app)(\/api\/[\w/.-]+)/g);

test("this page is read: it names paths, rooms, commands, variables and routes", () => {
  expect(links).toContain("public/screenshot.png");
  expect(paths).toContain("tests/architecture.test.ts");
  expect(drawnRooms).toContain("lib/policy.ts");
  expect(commands).toEqual(expect.arrayContaining(["test", "start", "build"]));
  expect(variables).toContain("QUOTA_LIMIT");
  expect(routes).toContain("/api/ready");
});

test.each([...links, ...paths, ...drawnRooms])("a path the README names is there: %s", (name) => {
  // A folder must hold something: an empty one is not in a clone.
  expect(listFiles(name.replace(/\/$/, ""))).not.toEqual([]);
});

test.each(commands)("a command the README names is there: npm run %s", (name) => {
  expect(Object.keys(scripts)).toContain(name);
});

test.each(variables)("a variable the README names is explained in .env.example: %s", (name) => {
  expect(example).toMatch(new RegExp(`^# ${name}=`, "m"));
});

test.each(routes)("a route the README names is served: %s", (url) => {
  const served = listFiles("app/api")
    .filter((file) => file.endsWith("/route.ts"))
    .map((file) => file.replace(/^app|\/route\.ts$/g, "").replace(/\[\w+\]/g, "[^/]+"))
    .map((pattern) => new RegExp(`^${pattern.replaceAll(".", "\\.")}$`));
  expect(served.some((pattern) => pattern.test(url))).toBe(true);
});

test("CI runs the README's test command and nothing else", () => {
  const lines = readFileSync(path.join(ROOT, ".ci/run"), "utf8").split("\n");
  const run = lines.filter((line) => line && !/^(#|set |cd )/.test(line));
  expect(run).toEqual(["npm ci && npm test"]);
  expect(readme).toContain(run[0]);
});
