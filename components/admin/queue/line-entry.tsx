"use client";

import { ActButton } from "@/components/admin/room/act-button";
import { ConfirmDialog } from "@/components/admin/room/confirm-dialog";
import { clock } from "@/components/admin/window/slot-words";
import { useWindowLabel } from "@/components/admin/window/use-window-label";
import { formatSeconds } from "@/components/ui/format";
import type { LineRow } from "@/lib/contract/admin/dashboard-line";

/** One job: its position, why it waits, how its rank is calculated, and its callers. */
export function LineEntry({ job }: { job: LineRow }) {
  const { position, symbol, endpoint, priority, lane, window, tries, score, why } = job;
  const name = `${symbol} ${endpoint}`;
  const label = useWindowLabel(window);
  const attempt = position === 0 ? tries : tries + 1;
  return (
    <li className="grid grid-cols-[40px_minmax(0,1fr)] gap-x-2 px-3 py-2 lg:grid-cols-[40px_minmax(0,3fr)_minmax(0,2fr)]">
      <span className="text-lg leading-6 font-semibold">{position === 0 ? "→" : position}</span>
      <div className="min-w-0">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <span className="font-medium">{name}</span>
          <span className="text-xs text-muted">
            {lane}, priority {priority}
            {label !== null && `, ${label}`}
            {attempt > 1 && `, try ${attempt}`}
          </span>
          <span className="ml-auto text-sm whitespace-nowrap lg:hidden">{waitWords(job)}</span>
        </p>
        <p className="text-sm">
          <span className="max-lg:hidden">{waitWords(job)} · </span>
          {why}
        </p>
        <p className="text-xs text-muted">{queuedWords(score)}</p>
      </div>
      <ul className="max-lg:col-start-2">
        {job.tickets.map((ticket) => (
          <li key={ticket.ticket} className="flex items-center gap-2">
            <span className="min-w-0 flex-1 truncate text-sm">
              {ticket.label}
              <span className="block text-xs text-muted max-sm:sr-only">
                lease until {clock(ticket.leaseEndsAt)}
              </span>
            </span>
            <CancelButton name={name} label={ticket.label} ticket={ticket.ticket} />
          </li>
        ))}
      </ul>
    </li>
  );
}

function queuedWords({ enteredAt, dueAt, sentence }: LineRow["score"]): string {
  return `Queued ${clock(enteredAt)} · ${sentence} · due ${clock(dueAt)}`;
}

function waitWords({ position, estimatedWaitSeconds }: LineRow): string {
  if (position === 0) return "in flight";
  if (estimatedWaitSeconds === null) return "wait unknown";
  return estimatedWaitSeconds < 1 ? "now" : `about ${formatSeconds(estimatedWaitSeconds)}`;
}

function CancelButton({ name, label, ticket }: { name: string; label: string; ticket: string }) {
  return (
    <ActButton
      className="h-11 sm:h-7"
      confirm={(close) => (
        <ConfirmDialog
          title={`Cancel ${name}`}
          word="Cancel ticket"
          dismiss="Keep ticket"
          act={{ kind: "cancel", ticket }}
          done={`Canceled: ${name} for ${label}`}
          onClose={close}
        >
          <p>
            {label} stops waiting for {name} and is notified. Others who wait for the same data stay
            in the queue. An API call in flight finishes.
          </p>
        </ConfirmDialog>
      )}
    >
      Cancel
      <span className="sr-only">
        {" "}
        {name} for {label}
      </span>
    </ActButton>
  );
}
