import type { Upstream } from "@/lib/upstream/port/upstream";
import { DEMO_ENDPOINTS } from "./demo/demo";
import { createJobNames } from "./port/endpoints";
import { CHARGES } from "./port/windows";
import { V1_ENDPOINTS } from "./v1/v1";
import { V2_ENDPOINTS } from "./v2/v2-endpoints";

/** Which API the primary uses, or null while that is not known. */
export type PrimaryApi = () => "v1" | "v2" | "demo" | null;

const OFFERED = {
  v1: createJobNames("v1", V1_ENDPOINTS),
  v2: createJobNames("v2", V2_ENDPOINTS),
  demo: createJobNames("demo", DEMO_ENDPOINTS),
};

/**
 * The upstream of a secondary. It names copies, and offers what the primary's API offers. It has no
 * credential and makes no call: whatever asks it to gets `not-sent`.
 */
export function createPrimaryUpstream(primaryApi: PrimaryApi): Upstream {
  const endpoints = V2_ENDPOINTS.map((endpoint) => ({ ...endpoint, charges: CHARGES.demo }));
  const names = createJobNames("primary", endpoints);
  return {
    ...names,
    name: "primary",
    jobFor: (wanted) =>
      OFFERED[primaryApi() ?? "v2"].jobFor(wanted) === null ? null : names.jobFor(wanted),
    call: async () => ({
      kind: "not-sent",
      arrived: false,
      detail: "A secondary deployment makes no upstream calls.",
    }),
  };
}
