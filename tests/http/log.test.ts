import { expect, test } from "vitest";
import { createLog } from "@/lib/http/log/log";

function capture(level: "debug" | "info" | "warn" | "error" = "debug") {
  const lines: string[] = [];
  const log = createLog({
    level,
    secrets: ["canary-key/77", ""],
    write: (line) => lines.push(line),
    now: () => 0,
  });
  return { log, lines, text: () => lines.join("") };
}

test("each line is one JSON object, whatever was logged", () => {
  const { log, lines } = capture();
  log.info("two\nlines \u001b[31m", {
    agent: 'a"b\r\nc',
    big: 10n,
    deep: { a: { b: { c: { d: 1 } } } },
  });
  expect(lines).toHaveLength(1);
  expect(lines[0]?.split("\n")).toHaveLength(2);
  expect([...(lines[0] ?? "").trimEnd()].every((character) => character >= " ")).toBe(true);
  expect(JSON.parse(lines[0] ?? "")).toMatchObject({
    at: "1970-01-01T00:00:00.000Z",
    level: "info",
    fields: { big: "10" },
  });
});

test("nothing under the level is written", () => {
  const { log, lines } = capture("warn");
  log.debug("a");
  log.info("b");
  log.warn("c");
  log.error("d");
  expect(lines).toHaveLength(2);
});

test("redacts secrets, exact or encoded, wherever they stand", () => {
  const { log, text } = capture();
  log.error("with canary-key/77 and canary-key%2F77", {
    url: "https://up.example/api?ticker=SPY&username=hunter22&x=1",
    header: "Authorization: Bearer hunter22",
    bare: "bearer hunter22",
    jar: "gg_caller=hunter22; __Host-gg_session=hunter22",
    line: "cookie: a=hunter22",
    Cookie: "hunter22",
    passphrase: "hunter22",
    error: new Error("fetch https://up.example?username=hunter22 failed canary-key/77"),
    list: [{ note: "token=hunter22" }],
  });
  expect(text()).not.toMatch(/hunter22|canary/);
  expect(text()).toContain("ticker=SPY");
});

test("survives a broken sink, a throwing getter and a loop", () => {
  const broken = createLog({
    level: "debug",
    secrets: [],
    write: () => {
      throw new Error("EPIPE");
    },
    now: () => 0,
  });
  expect(() => broken.error("x")).not.toThrow();
  const { log } = capture();
  const loop: Record<string, unknown> = {};
  loop.self = loop;
  expect(() => log.info("loop", loop)).not.toThrow();
  const trap = Object.defineProperty({}, "x", {
    enumerable: true,
    get: () => {
      throw new Error("no");
    },
  });
  expect(() => log.info("trap", trap)).not.toThrow();
});
