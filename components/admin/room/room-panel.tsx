"use client";

import clsx from "clsx";
import { Info } from "lucide-react";
import { type ReactNode, useId, useState } from "react";

type PanelProps = {
  title: string;
  /** Explains the values of the panel. */
  about: string;
  tools?: ReactNode;
  className?: string;
  children: ReactNode;
};

/** One panel of the Admin page: title, an explanation on demand, and its own controls. */
export function RoomPanel({ title, about, tools = null, className, children }: PanelProps) {
  const [isExplained, setIsExplained] = useState(false);
  const [heading, explanation] = [useId(), useId()];
  return (
    <section
      aria-labelledby={heading}
      className={clsx("flex min-w-0 flex-col rounded-md border border-line bg-panel", className)}
    >
      <div className="flex min-h-11 flex-wrap items-center gap-x-1 border-b border-line pr-2 pl-3 max-sm:py-1">
        <h2 id={heading} className="font-semibold">
          {title}
        </h2>
        <button
          type="button"
          aria-expanded={isExplained}
          aria-controls={explanation}
          aria-label={`About ${title}`}
          title={about}
          onClick={() => setIsExplained(!isExplained)}
          className="inline-flex size-11 items-center justify-center rounded-md text-muted hover:text-text sm:size-8"
        >
          <Info size={14} aria-hidden="true" />
        </button>
        <div className="ml-auto flex flex-wrap items-center gap-2">{tools}</div>
        <p id={explanation} hidden={!isExplained} className="basis-full pb-2 text-xs text-muted">
          {about}
        </p>
      </div>
      {children}
    </section>
  );
}
