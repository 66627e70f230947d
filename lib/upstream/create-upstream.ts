import type { Clock } from "@/lib/clock";
import type { Environment } from "@/lib/environment";
import { createDemoUpstream } from "./demo";
import type { Upstream } from "./upstream";
import { createV1Upstream } from "./v1";
import { createV2Upstream } from "./v2";

/** The API the environment chose. Throws when its credential is missing, naming the variable. */
export function createUpstream(settings: Environment["upstream"], clock: Clock): Upstream {
  const { api, baseUrl, timeoutMs, v1Username, v2Key } = settings;
  switch (api) {
    case "demo":
      return createDemoUpstream({ clock });
    case "v1":
      if (v1Username === null) throw new Error("TRADING_VOLATILITY_V1_USERNAME is missing");
      return createV1Upstream({ baseUrl, username: v1Username, timeoutMs, clock });
    case "v2":
      if (v2Key === null) throw new Error("TRADING_VOLATILITY_API_KEY is missing");
      return createV2Upstream({ baseUrl, key: v2Key, timeoutMs });
    default:
      return api satisfies never;
  }
}
