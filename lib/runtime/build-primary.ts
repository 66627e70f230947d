import { systemClock } from "@/lib/clock";
import type { Environment } from "@/lib/environment/environment";
import { createPrimary, type Primary } from "@/lib/fleet/primary";
import { systemLog } from "@/lib/http/log/system-log";

const WORDS = {
  unreachable: "the primary does not respond, so saved data is served",
  "key-refused": "the primary refuses PRIMARY_KEY, so saved data is served",
  "is-secondary": "PRIMARY_URL points to a secondary or to this deployment, so nothing is loaded",
};

/** Builds the line to the primary, on a secondary. Null on a primary. */
export function buildPrimary({ primary, deployment }: Environment): Primary | null {
  if (primary === null) return null;
  return createPrimary({
    primary,
    deployment,
    clock: systemClock,
    report: (reason) => {
      if (reason === null) systemLog().info("the primary responds again");
      else systemLog().warn(WORDS[reason], { reason });
    },
  });
}
