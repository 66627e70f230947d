import { SWRConfig } from "swr";
import { expect, test } from "vitest";
import { swrOptions } from "@/lib/client/tab/swr-options";

/** The options that make SWR request data by itself, as the installed version names them. */
const BY_ITSELF = /^(revalidate|refresh|shouldRetry)/;

test("nothing in SWR asks by itself", () => {
  const defaults = Object.keys(SWRConfig.defaultValue).filter((name) => BY_ITSELF.test(name));
  expect(defaults).toContain("revalidateOnFocus");
  const options: Record<string, unknown> = swrOptions;
  for (const name of [...defaults, "revalidateOnMount", "refreshInterval"]) {
    expect([name, options[name]]).toEqual([name, name === "refreshInterval" ? 0 : false]);
  }
});
