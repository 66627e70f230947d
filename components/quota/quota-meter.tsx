"use client";

import clsx from "clsx";
import { Disclosure } from "@/components/ui/disclosure";
import { useQuota } from "@/lib/client/hooks/use-quota";
import { meterWords } from "./meter-words";
import { QuotaTicks } from "./quota-ticks";
import { windowWords } from "./window-words";

/** The shared quota, drawn as slots that empty when used and refill when they free. */
export function QuotaMeter({ primaryHost }: { primaryHost: string | null }) {
  const known = useQuota();
  if (known === null) {
    return <span className="px-1.5 text-sm whitespace-nowrap text-muted">Quota unknown</span>;
  }
  const { now } = known;
  const { count, next, left, freeing } = meterWords(known);
  const [remaining, low] = [now?.remaining ?? 0, now?.low ?? false];
  return (
    <div>
      {now !== null && (
        <meter
          aria-label="Shared quota"
          min={0}
          max={now.limit}
          value={remaining}
          aria-valuetext={`${remaining} of ${now.limit} API calls left, ${next}`}
          className="sr-only"
        />
      )}
      <Disclosure
        label={now === null ? "Shared quota, unknown:" : "Shared quota"}
        side="left-sm"
        className="max-sm:-ml-1.5"
        summary={
          <>
            <span className={clsx("font-medium", low && "text-stale")}>{count}</span>
            <span className={clsx("text-xs max-sm:sr-only", low && "text-stale")}>left</span>
            <QuotaTicks limit={known.quota.limit} remaining={remaining} low={low} />
            <span
              aria-hidden="true"
              className="min-w-16 text-left text-xs text-muted sm:max-bar:hidden"
            >
              {next}
            </span>
          </>
        }
      >
        <p className="pb-1 text-text">{left}</p>
        <p>{freeing}</p>
        {primaryHost !== null && <p className="pt-1">Quota of {primaryHost}.</p>}
        {now?.others.map((window) => (
          <p key={window.name} className="pt-1">
            {windowWords(window)}
          </p>
        ))}
      </Disclosure>
    </div>
  );
}
