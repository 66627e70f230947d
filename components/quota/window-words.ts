import { easternTime, formatWhole } from "@/components/ui/format";
import type { OtherWindow } from "@/lib/client/tab/quota-now";

type Window = Pick<OtherWindow, "charged" | "limit" | "remaining" | "resetsAt">;

/** Describes what is left in a further window. */
export function windowWords({ charged, limit, remaining, resetsAt }: Window): string {
  const left = `${charged}: ${formatWhole(remaining)} of ${formatWhole(limit)} left`;
  if (resetsAt === null) return `${left}. These calls also use the shared quota.`;
  return `${left}. Resets by ${resetWords(resetsAt)}.`;
}

/** When a calendar window has certainly reset. */
export function resetWords(resetsAt: string): string {
  const { date, minute } = easternTime(Date.parse(resetsAt));
  return `${date} ${minute} ET`;
}
