import clsx from "clsx";
import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";

const EDGES = { strong: "border-l-text", amber: "border-l-stale", quiet: "border-l-control" };

/** One line under the bar: what is true, what it means, what happens next. */
export function Banner({
  edge,
  action = null,
  children,
}: {
  edge: keyof typeof EDGES;
  action?: ReactNode;
  children: ReactNode;
}) {
  return (
    <div
      className={clsx(
        "flex min-h-9 items-center gap-2 rounded-md border border-l-4 border-line bg-panel px-3 py-1.5 text-sm",
        EDGES[edge],
      )}
    >
      <TriangleAlert size={16} aria-hidden="true" className="shrink-0" />
      <p className="flex-1">{children}</p>
      {action}
    </div>
  );
}
