"use client";

import clsx from "clsx";
import { Disclosure } from "@/components/ui/disclosure";
import { formatSeconds } from "@/components/ui/format";
import type { QuotaNow } from "@/lib/client/quota-now";
import { useQuota } from "@/lib/client/use-quota";
import { QuotaTicks } from "./quota-ticks";
import { windowWords } from "./window-words";

/** The shared quota, drawn as its slots: they empty as they are taken and refill as they free. */
export function QuotaMeter() {
  const known = useQuota();
  if (known === null) {
    return <span className="px-1.5 text-sm whitespace-nowrap text-muted">Quota unknown</span>;
  }
  const { now } = known;
  const next = nextWords(now);
  const count = `${now.remaining}/${now.limit}`;
  return (
    <div>
      <meter
        aria-label="Shared quota"
        min={0}
        max={now.limit}
        value={now.remaining}
        aria-valuetext={`${now.remaining} of ${now.limit} calls left, ${next}`}
        className="sr-only"
      />
      <Disclosure
        label="Shared quota"
        side="left-sm"
        className="max-sm:-ml-1.5"
        summary={
          <>
            <span className={clsx("font-medium", now.low && "text-stale")}>{count}</span>
            {now.low && <span className="text-xs text-stale max-sm:sr-only">low</span>}
            <QuotaTicks limit={now.limit} remaining={now.remaining} low={now.low} />
            <span
              aria-hidden="true"
              className="min-w-16 text-left text-xs text-muted sm:max-bar:hidden"
            >
              {next}
            </span>
          </>
        }
      >
        <p className="pb-1 text-text">
          {now.remaining} of {now.limit} calls left in any {known.quota.windowSeconds} s, shared by
          everyone.
        </p>
        <p>{freeingWords(now)}</p>
        {now.others.map((window) => (
          <p key={window.name} className="pt-1">
            {windowWords(window)}
          </p>
        ))}
      </Disclosure>
    </div>
  );
}

/** How many of the next frees are spelled out. */
const TOLD = 5;

function freeingWords({ freesInSeconds }: QuotaNow): string {
  if (freesInSeconds.length === 0) return "No call is counted now.";
  const told = freesInSeconds.slice(0, TOLD).map(formatSeconds).join(", ");
  const more = freesInSeconds.length - TOLD;
  return `Slots free in ${told}${more > 0 ? ` and ${more} more after` : ""}.`;
}

function nextWords(now: QuotaNow): string {
  return now.nextInSeconds < 1 && now.remaining > 0
    ? "next now"
    : `next in ${formatSeconds(now.nextInSeconds)}`;
}
