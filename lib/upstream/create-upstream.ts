import type { Clock } from "@/lib/clock";
import type { Environment } from "@/lib/environment/environment";
import { createDemoUpstream } from "@/lib/upstream/demo/demo";
import type { DemoCalendar } from "@/lib/upstream/demo/demo-looks";
import type { Upstream } from "@/lib/upstream/port/upstream";
import { createPrimaryUpstream, type PrimaryApi } from "@/lib/upstream/primary-upstream";
import { createV1Upstream } from "@/lib/upstream/v1/v1";
import { createV2Upstream } from "@/lib/upstream/v2/v2";

/**
 * The configured API. Throws when its credential is missing, with the variable's name. `calendar`:
 * the trading days of the demo market. `primaryApi`: what a secondary knows of its primary.
 */
export function createUpstream(
  settings: Environment["upstream"],
  clock: Clock,
  calendar: DemoCalendar,
  primaryApi: PrimaryApi = () => null,
): Upstream {
  const { api, baseUrl, timeoutMs, v1Username, v2Key, demoCadence } = settings;
  switch (api) {
    case "demo":
      return createDemoUpstream({ clock, calendar, cadence: demoCadence });
    case "v1":
      if (v1Username === null) throw new Error("TRADING_VOLATILITY_V1_USERNAME is missing");
      return createV1Upstream({ baseUrl, username: v1Username, timeoutMs, clock });
    case "v2":
      if (v2Key === null) throw new Error("TRADING_VOLATILITY_API_KEY is missing");
      return createV2Upstream({ baseUrl, key: v2Key, timeoutMs });
    case "primary":
      return createPrimaryUpstream(primaryApi);
    default:
      return api satisfies never;
  }
}
