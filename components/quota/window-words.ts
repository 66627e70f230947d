import type { OtherWindow } from "@/lib/client/quota-now";

const MEANINGS: Record<OtherWindow["name"], string> = {
  account: "Every call",
  realtime: "Calls for realtime figures",
  expensive: "Calls for curves and expirations",
};

/** What a further window still allows, in a sentence. */
export function windowWords({ name, limit, remaining }: OtherWindow): string {
  return `${MEANINGS[name]}: ${remaining} of ${limit} left, beside the shared quota.`;
}
