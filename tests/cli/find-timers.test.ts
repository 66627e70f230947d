import { describe, expect, test } from "vitest";
import { foundIn, inTsx } from "./planted-sources";

describe("setInterval", () => {
  test.each([
    ["of a function that fetches", "setInterval(() => fetch('/api'), 5_000);", 1, 5000],
    [
      "of a function by name",
      "const load = async () => {\n  await fetch('/api');\n};\nsetInterval(load, 5000);",
      4,
      5000,
    ],
    [
      "two functions away",
      "const a = () => b();\nfunction b() { return axios.get('/x'); }\nwindow.setInterval(a, 60 * 1000);",
      3,
      60000,
    ],
    [
      "of a callback of React",
      "const MS = 1e3;\nconst F = () => {\n  const load = useCallback(async () => { await fetch('/x'); }, []);\n  useEffect(() => {\n    const id = setInterval(load, MS);\n    return () => clearInterval(id);\n  }, [load]);\n};",
      5,
      1000,
    ],
    [
      "of a hook's refetch",
      "import { useQuery as q } from './hooks';\nconst { refetch: again } = useThing();\nsetInterval(() => again(), delay);",
      3,
      "-",
    ],
    [
      "of a hook of the same file",
      "function useQuotes() {\n  const reload = () => fetch('/q');\n  return { reload };\n}\nconst { reload: go } = useQuotes();\nsetInterval(go, 9000);",
      6,
      9000,
    ],
    [
      "of a method",
      "class A {\n  load() { return this.http.get('/x'); }\n  start() {\n    setInterval(() => this.load(), 2000);\n  }\n}",
      4,
      2000,
    ],
    [
      "of a module for requests",
      "import { getQuote } from '../api/quotes';\nsetInterval(() => getQuote('SPY'), 2000);",
      2,
      2000,
    ],
    [
      "of a state that an effect loads for",
      "const F = () => {\n  const [tick, setTick] = useState(0);\n  useEffect(() => { fetch('/x'); }, [tick]);\n  setInterval(() => setTick((t) => t + 1), 4000);\n};",
      4,
      4000,
    ],
  ])("is found %s", (_, source, line, ms) => {
    expect(inTsx(source)).toEqual([`a.tsx:${line} setInterval ${ms}`]);
  });

  test.each([
    [
      "functions that run each other",
      "const a = () => b();\nfunction b() { if (on) a(); draw(); }\nsetInterval(a, 1000);",
    ],
    ["a clock", "setInterval(() => setNow(Date.now()), 1000);"],
    [
      "a clock beside a fetch",
      "const F = () => {\n  fetch('/once');\n  setInterval(() => tick(), 1000);\n};",
    ],
    [
      "a state that no effect loads for",
      "const F = () => {\n  const [t, setT] = useState(0);\n  useEffect(() => { fetch('/x'); }, []);\n  setInterval(() => setT(1), 1000);\n};",
    ],
    [
      "another function of the same name",
      "function A() { const load = () => fetch('/x'); load(); }\nfunction B() { const load = () => draw(); setInterval(load, 1000); }",
    ],
    [
      "a comment or a text",
      "// setInterval(() => fetch('/x'), 1000)\nconst s = \"setInterval(() => fetch('/x'), 1)\";",
    ],
    ["a store in memory", "setInterval(() => localStorage.getItem('x'), 1000);"],
  ])("is not found in %s", (_, source) => {
    expect(inTsx(source)).toEqual([]);
  });

  test("is found in Vue, Svelte and HTML, at its own line", () => {
    const page =
      "<template>\n  <p>setInterval</p>\n</template>\n<script>\nsetInterval(() => fetch('/x'), 1000);\n</script>\n";
    expect(foundIn({ "a.vue": page, "b.svelte": page, "c.html": page })).toEqual([
      "a.vue:5 setInterval 1000",
      "b.svelte:5 setInterval 1000",
      "c.html:5 setInterval 1000",
    ]);
  });
});

describe("setTimeout", () => {
  test.each([
    ["by name", "async function poll() {\n  await fetch('/x');\n  setTimeout(poll, 3000);\n}", 3],
    [
      "in an arrow",
      "const poll = async () => {\n  await fetch('/x');\n  setTimeout(() => poll(), 3000);\n};",
      3,
    ],
    [
      "through a second function",
      "function next() {\n  setTimeout(tick, 3000);\n}\nfunction tick() { fetch('/x'); next(); }",
      2,
    ],
  ])("that starts itself again is found %s", (_, source, line) => {
    expect(inTsx(source)).toEqual([`a.tsx:${line} recursive setTimeout 3000`]);
  });

  test.each([
    [
      "a debounce",
      "useEffect(() => { const t = setTimeout(() => fetch('/x'), 300); return () => clearTimeout(t); }, [q]);",
    ],
    ["a clock", "function tick() { draw(); setTimeout(tick, 1000); }"],
    [
      "a bounded retry",
      "async function load(n) { await fetch('/x'); if (n < 3) setTimeout(() => load(n + 1), 1000); }",
    ],
    [
      "a retry after a failure",
      "async function load() { try { await fetch('/x'); } catch { setTimeout(load, 1000); } }",
    ],
  ])("is not found as %s", (_, source) => {
    expect(inTsx(source)).toEqual([]);
  });
});

describe("SWR", () => {
  const swr = "import useSWR from 'swr';\n";
  const OFF = "revalidateOnFocus: false, revalidateOnReconnect: false";
  const all = "SWR revalidateOnFocus and revalidateOnReconnect -";

  test("an interval and the triggers left on are found", () => {
    const source = `${swr}useSWR('/a', get, {\n  refreshInterval: 30_000,\n  ${OFF},\n});\nuseSWR('/b', get);\n`;
    expect(inTsx(source)).toEqual(["a.tsx:3 SWR refreshInterval 30000", `a.tsx:6 ${all}`]);
    const some = `${swr}const o = { revalidateOnFocus: false, refreshInterval: open ? 5000 : 0 };\nuseSWR('/a', get, o);`;
    expect(inTsx(some)).toEqual([
      "a.tsx:2 SWR refreshInterval 5000",
      "a.tsx:3 SWR revalidateOnReconnect -",
    ]);
  });

  test("what is off, keyless, immutable or unknown is not found", () => {
    const source = `${swr}import still from 'swr/immutable';\nuseSWR('/a', get, { refreshInterval: 0, ${OFF} });\nuseSWR(null, get);\nuseSWR('state', null);\nstill('/b', get);\nuseSWR('/c', get, options);\n`;
    expect(inTsx(source)).toEqual([]);
    expect(inTsx("const chart = { refreshInterval: 5000 };\nuseChart(chart);")).toEqual([]);
  });

  test("one SWRConfig speaks for its project, and for no other", () => {
    const hook = `${swr}useSWR('/a', get);\n`;
    const config = (options: string) =>
      `import { SWRConfig } from 'swr';\nexport const P = ({ children }) => (\n  <SWRConfig value={{ ${options} }}>{children}</SWRConfig>\n);`;
    const one = { "one/package.json": "{}", "one/a.ts": hook, "one/p.tsx": config(OFF) };
    const two = { "two/package.json": "{}", "two/a.ts": hook };
    expect(foundIn({ ...one, ...two })).toEqual([`two/a.ts:2 ${all}`]);
    expect(foundIn({ "a.ts": hook, "b.ts": hook, "p.tsx": config("dedupingInterval: 1") })).toEqual(
      [`p.tsx:3 ${all}`],
    );
  });
});

describe("React Query", () => {
  const query = "import { useQuery, QueryClient } from '@tanstack/react-query';\n";

  test("an interval and the trigger left on are found", () => {
    const source = `${query}useQuery({ queryKey: ['a'], queryFn: f, refetchInterval: 10_000 });\n`;
    expect(inTsx(source)).toEqual([
      "a.tsx:2 React Query refetchInterval 10000",
      "a.tsx:2 React Query refetchOnWindowFocus -",
    ]);
    expect(inTsx(`${source}new QueryClient();\n`)).toEqual([
      "a.tsx:2 React Query refetchInterval 10000",
      "a.tsx:3 React Query refetchOnWindowFocus -",
    ]);
  });

  test("what is off, for one or for all, is not found", () => {
    const off = "refetchOnWindowFocus: false";
    const one = `${query}useQuery({ queryKey: ['a'], queryFn: f, refetchInterval: false, ${off} });`;
    const everywhere = `${query}new QueryClient({ defaultOptions: { queries: { ${off} } } });\nuseQuery({ queryKey: ['a'] });`;
    expect(inTsx(one)).toEqual([]);
    expect(inTsx(everywhere)).toEqual([]);
  });
});
