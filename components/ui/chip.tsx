import type { ReactNode } from "react";

/** A short fact. The tooltip has the full text. */
export function Chip({ children, title }: { children: ReactNode; title: string }) {
  return (
    <span
      title={title}
      className="inline-flex h-5 items-center rounded-md border border-line px-1.5 text-xs whitespace-nowrap text-muted"
    >
      {children}
    </span>
  );
}
