import { describe, expect, it } from "vitest";
import { provideWires } from "../support/store/wires";

// The bridge stands for Upstash in all other tests: what it says is held to what Upstash documents.
const { bridge } = provideWires();

async function ask(path: string, body?: unknown, headers: Record<string, string> = {}) {
  const reply = await fetch(`${bridge().url}${path}`, {
    method: body === undefined ? "GET" : "POST",
    headers: { authorization: `Bearer ${bridge().token}`, ...headers },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  return { status: reply.status, body: await reply.json() };
}

describe("the REST bridge", () => {
  it.each(["/", "/pipeline", "/multi-exec", "/get/k"])("wants the token on %s", async (path) => {
    const before = bridge().requests();
    for (const authorization of ["", "Bearer", "Bearer wrong", bridge().token]) {
      const reply = await ask(path, ["PING"], { authorization });
      expect(reply).toEqual({ status: 401, body: { error: "Unauthorized" } });
    }
    expect(bridge().requests() - before).toBe(4);
  });

  it("answers commands, path style, pipelines and transactions", async () => {
    expect((await ask("/", ["SET", "k", "v w"])).body).toEqual({ result: "OK" });
    expect((await ask("/get/k")).body).toEqual({ result: "v w" });
    expect((await ask("/set/a%20b", "from the body")).body).toEqual({ result: "OK" });
    expect((await ask("/get/a%20b")).body).toEqual({ result: "from the body" });
    const both = [{ result: "v w" }, { result: null }];
    for (const path of ["/pipeline", "/multi-exec"]) {
      const commands = [
        ["GET", "k"],
        ["GET", "missing"],
      ];
      expect((await ask(path, commands)).body).toEqual(both);
    }
  });

  it("encodes strings at any depth if asked; no number, null or OK", async () => {
    const headers = { "upstash-encoding": "base64" };
    const text = "return {'OK', 12, false, {'é'}}";
    expect((await ask("/", ["EVAL", text, "0"], headers)).body).toEqual({
      result: ["T0s=", 12, null, ["w6k="]],
    });
    expect((await ask("/", ["SET", "k", "v"], headers)).body).toEqual({ result: "OK" });
    expect((await ask("/pipeline", [["GET", "k"]], headers)).body).toEqual([{ result: "dg==" }]);
  });

  it("answers an error with 400, or at its place in a pipeline", async () => {
    await ask("/", ["SET", "k", "v"]);
    const error = "ERR value is not an integer or out of range";
    expect(await ask("/", ["INCR", "k"])).toEqual({ status: 400, body: { error } });
    expect(await ask("/pipeline", [["INCR", "k"], ["PING"]])).toEqual({
      status: 200,
      body: [{ error }, { result: "PONG" }],
    });
    expect((await ask("/", "no json")).status).toBe(400);
  });

  it("a reply that is lost was carried out, once", async () => {
    bridge().loseNextReply();
    await expect(ask("/", ["INCR", "n"])).rejects.toThrow("fetch failed");
    expect((await ask("/", ["GET", "n"])).body).toEqual({ result: "1" });
  });
});
