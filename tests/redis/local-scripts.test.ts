import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createLocalScripts, withoutComments } from "@/lib/redis/local-scripts";
import { defineScript } from "@/lib/redis/script";

const sha1 = (text: string) => createHash("sha1").update(text).digest("hex");
const marked = "#!lua flags=allow-key-locking\nreturn KEYS[1]";
const bare = "\nreturn KEYS[1]";

describe("scripts written for Upstash on a plain Redis", () => {
  it("cut the shebang of EVAL but not its line, and keep arguments", () => {
    const { translate } = createLocalScripts();
    expect(translate(["eval", marked, "1", "k", "#!a"])).toEqual(["EVAL", bare, "1", "k", "#!a"]);
  });

  it("map EVALSHA once the text was seen, and not before", () => {
    const { translate } = createLocalScripts();
    const { sha } = defineScript(marked);
    expect(translate(["evalsha", sha, "0"])).toEqual(["EVALSHA", sha, "0"]);
    translate(["eval", marked, "0"]);
    expect(translate(["evalsha", sha, "0"])).toEqual(["EVALSHA", sha1(bare), "0"]);
  });

  it("SCRIPT LOAD counts as seen", () => {
    const { translate } = createLocalScripts();
    expect(translate(["script", "load", marked])).toEqual(["SCRIPT", "load", bare]);
    expect(translate(["evalsha", sha1(marked), "0"])).toEqual(["EVALSHA", sha1(bare), "0"]);
  });

  it("pass other commands in upper case, with script-like words", () => {
    const { translate } = createLocalScripts();
    expect(translate(["set", "k", marked])).toEqual(["SET", "k", marked]);
    expect(translate(["eval", "return 1", "0"])).toEqual(["EVAL", "return 1", "0"]);
  });

  it("comment lines are emptied, line for line", () => {
    expect(withoutComments("#!lua\n-- why\nlocal a = 1 -- kept\n  --- more\nreturn a")).toBe(
      "\n\nlocal a = 1 -- kept\n\nreturn a",
    );
  });

  it("a text with long brackets keeps its comments", () => {
    const text = "local s = [[\n-- not a comment\n]]\nreturn s";
    expect(withoutComments(text)).toBe(text);
    const block = "--[==[\n-- inside\n]==]\nreturn 1";
    expect(withoutComments(block)).toBe(block);
  });
});
