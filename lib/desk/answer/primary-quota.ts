import type { Quota } from "@/lib/contract/quota/quota";
import type { Services } from "@/lib/desk/base/services";
import { fleetPolicy } from "@/lib/policy";
import type { Refusal } from "./refusal";

type PrimaryView = NonNullable<Services["primary"]>;

/** Why a primary cannot be used, a sentence each. Never contains its address or the key. */
const SENTENCES = {
  unreachable: "The primary deployment is not responding, so no data can be loaded.",
  "key-refused":
    "The primary deployment refuses the key of this deployment. Ask your admin to check it.",
  "is-secondary":
    "This deployment is set up to use another secondary instead of a primary. Ask your admin to check its address.",
};

const UNREPORTED = "The primary deployment has not reported its quota yet.";

/** The refusal of whatever only the primary can do. */
export function noPrimary({ trouble }: Pick<PrimaryView, "trouble">): Refusal {
  const detail = SENTENCES[trouble()?.reason ?? "unreachable"];
  const retryAfterSeconds = fleetPolicy.primaryRestMs / 1_000;
  return { kind: "refused", slug: "primary-unavailable", detail, retryAfterSeconds };
}

/**
 * The quota that a secondary shows: the primary's, or `unknown` with the reason. `unknown`: the quota
 * without a gate.
 */
export function primaryQuota(primary: PrimaryView, unknown: Quota): Quota {
  const { deployment } = unknown;
  const shared = {
    deployment,
    upstream: "primary",
    primary: { host: primary.host, upstream: primary.api() },
  } as const;
  const known = primary.quota();
  if (known !== null) return { ...known, ...shared };
  const trouble = primary.trouble();
  return {
    ...unknown,
    ...shared,
    nextSlotInSeconds: null,
    health: trouble === null ? "unknown" : "down",
    healthReason: trouble === null ? UNREPORTED : SENTENCES[trouble.reason],
    healthSince: trouble === null ? null : new Date(trouble.since).toISOString(),
  };
}
