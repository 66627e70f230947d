import { expect, test } from "vitest";
import { createSecretFinder } from "./find-secrets";

const KEY = "canary+key/of=the&tests%7";
const find = createSecretFinder({ TRADING_VOLATILITY_API_KEY: KEY, PORT: "3000" });

test.each([
  ["as it is", KEY],
  ["in a query", encodeURIComponent(KEY)],
  ["in base64", Buffer.from(KEY).toString("base64")],
  ["in hex", Buffer.from(KEY).toString("hex")],
])("a secret is found %s", (_, text) => {
  expect(find(`before ${text} after`)).toEqual(["TRADING_VOLATILITY_API_KEY"]);
});

test("no other value is a secret", () => {
  expect(find("port 3000, canary, key")).toEqual([]);
});
