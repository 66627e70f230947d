import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { toStoreFault } from "@/lib/redis/to-store-fault";
import { StoreFault } from "@/lib/store-fault";

function named(name: string, message: string): Error {
  return Object.assign(new Error(message), { name });
}
const reply = (message: string) => toStoreFault(named("ReplyError", message));

describe("every error of a wire becomes a fault with its reason", () => {
  it.each([
    ["READONLY You can't write against a read only replica.", "readonly"],
    ["MISCONF Redis is configured to save RDB snapshots, but it's unable to", "readonly"],
    ["NOREPLICAS Not enough good replicas to write.", "readonly"],
    ["OOM command not allowed when used memory > 'maxmemory'.", "out-of-memory"],
    ["LOADING Redis is loading the dataset in memory", "loading"],
    ["BUSY Redis is busy running a script.", "unreachable"],
    ["MASTERDOWN Link with MASTER is down", "unreachable"],
    ["ERR max number of clients reached", "unreachable"],
    ["ERR max requests limit exceeded. Limit: 500000, Usage: 500001.", "unreachable"],
    ["ERR max daily request limit exceeded. Limit: 10000, Usage: 10000.", "unreachable"],
    ["ERR max concurrent connections exceeded. Limit: 1000", "unreachable"],
    ["ERR DB capacity quota exceeded. Limit: 268435456 bytes, Usage: 268435456", "out-of-memory"],
    ["ERR max request size exceeded. Limit: 1048576 bytes, Actual: 2273280 bytes.", "refused"],
    ["ERR max single record size exceeded. Limit: 104857600 bytes, Actual: 104859000", "refused"],
    ["ERR max key size exceeded. Limit: 32768 bytes, Actual: 40000 bytes.", "refused"],
    ["ERR value is not an integer or out of range", "refused"],
    ["WRONGTYPE Operation against a key holding the wrong kind of value", "refused"],
    ["NOAUTH Authentication required.", "refused"],
  ])("%s", (message, reason) => {
    expect(reply(message).reason).toBe(reason);
    const upstash = named("UpstashError", `${message}, command was: ["set","k","v"]`);
    expect(toStoreFault(upstash).reason).toBe(reason);
  });

  it.each([
    [named("TimeoutError", "The operation was aborted due to timeout"), "timeout"],
    [named("AbortError", "This operation was aborted"), "timeout"],
    [new Error("Command timed out"), "timeout"],
    [new TypeError("fetch failed"), "unreachable"],
    [new Error("connect ECONNREFUSED 127.0.0.1:6379"), "unreachable"],
    [new Error("getaddrinfo ENOTFOUND store.example"), "unreachable"],
    [new Error("Connection is closed."), "unreachable"],
    [named("UpstashJSONParseError", "<html>502 Bad Gateway</html>"), "unreachable"],
    [named("UpstashError", "Internal server error, command was: []"), "unreachable"],
    [named("UpstashError", "Unauthorized, command was: []"), "refused"],
    ["a string", "unreachable"],
  ])("%s", (error, reason) => {
    expect(toStoreFault(error).reason).toBe(reason);
  });

  it("keeps the word for an unknown script that the SDK looks for", () => {
    const fault = reply("NOSCRIPT No matching script. Please use EVAL.");
    expect(fault).toMatchObject({ reason: "refused", unknownScript: true });
    expect(String(fault)).toContain("NOSCRIPT");
    expect(String(reply("ERR no"))).not.toContain("NOSCRIPT");
  });

  it("what is over a size limit says so, and nothing else does", () => {
    const tooLarge = "ERR max request size exceeded. Limit: 1048576 bytes, Actual: 2273280 bytes.";
    expect(reply(tooLarge)).toMatchObject({ reason: "refused", tooLarge: true });
    for (const other of ["ERR DB capacity quota exceeded.", "ERR no", "NOSCRIPT No script."]) {
      expect(reply(other).tooLarge).toBe(false);
    }
  });

  it("names a broken script's line and phrase, and nothing else", () => {
    const fault = reply(
      "ERR user_script:12: attempt to index local 'state' (a nil value) script: 5e38, on @user_script:12.",
    );
    expect(fault.cause).toEqual(
      new Error("Lua, line 12: attempt to index local 'state' (a nil value)"),
    );
    expect(reply("ERR user_script:3: secret-value is odd script: 5e38").cause).toEqual(
      new Error("Lua, line 3"),
    );
  });

  it.each([
    "ERR unknown command 'FOO', with args beginning with: 'secret-value'",
    "ERR Error compiling script: user_script:1: '=' expected near 'secret-value'",
    "secret-value went wrong",
    "SECRET secret-value",
  ])("no word of the message gets out: %s", (message) => {
    const { stack: _, ...fault } = { ...reply(message), text: String(reply(message)) };
    expect(inspect([fault, reply(message).message, reply(message).cause])).not.toMatch(
      /secret-value|SECRET|FOO/,
    );
  });

  it("a fault stays what it is", () => {
    const fault = new StoreFault("loading");
    expect(toStoreFault(fault)).toBe(fault);
  });
});
