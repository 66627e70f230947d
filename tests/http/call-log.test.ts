import { expect, test } from "vitest";
import { type CallLine, createCallLog } from "@/lib/http/log/call-log";

const LINE: CallLine = {
  requestId: "r-1",
  caller: "Browser 7f3a2c",
  endpoint: "gex",
  symbol: "SPY",
  lane: "standard",
  queueSize: 3,
  remainingQuota: 12,
  waitMs: 40,
  latencyMs: 310,
  outcome: "answered",
};

function logged(line: CallLine, level: "info" | "warn" = "info", secrets: string[] = []) {
  const lines: string[] = [];
  createCallLog({ level, secrets, write: (text) => void lines.push(text) })(line);
  return lines;
}

test("a call is one line of JSON with all that is asked of it", () => {
  const [line = "", ...more] = logged(LINE);
  expect(more).toEqual([]);
  expect(line.endsWith("}\n")).toBe(true);
  const { at, ...entry } = JSON.parse(line);
  expect(entry).toEqual({ level: "info", message: "upstream call", ...LINE });
  expect(Date.parse(at)).toBeGreaterThan(0);
});

test("logs only calls without an answer at LOG_LEVEL warn", () => {
  expect(logged(LINE, "warn")).toEqual([]);
  expect(logged({ ...LINE, outcome: "limited" }, "warn")).toHaveLength(1);
});

test("names values that could not be read, also at LOG_LEVEL warn", () => {
  const unreadable = ["implied_volatility", "next_expiration"];
  const [line = ""] = logged({ ...LINE, unreadable }, "warn");
  expect(JSON.parse(line)).toMatchObject({ outcome: "answered", unreadable });
});

test("hides every secret, raw or encoded for an address", () => {
  const secret = "canary+key/of=the&tests";
  const symbol = `${secret} ${encodeURIComponent(secret)} Bearer abcdef username=me gg_admin=x.y.z`;
  const [line = ""] = logged({ ...LINE, symbol }, "info", [secret]);
  for (const part of ["canary", "abcdef", "=me", "x.y.z"]) expect(line).not.toContain(part);
  expect(JSON.parse(line).symbol).toContain("[hidden]");
});

test("a sink that throws does not fail the answer", () => {
  const write = () => {
    throw new Error("disk full");
  };
  expect(() => createCallLog({ level: "info", secrets: [], write })(LINE)).not.toThrow();
});
