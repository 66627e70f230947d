import clsx from "clsx";
import type { WindowStatus } from "@/lib/contract/quota/quota";
import { furtherWords } from "./further-words";

/** The windows besides the main one, such as the month: used, limit, and when each resets. */
export function FurtherWindows({ windows }: { windows: readonly WindowStatus[] }) {
  return windows.map((window) => {
    const { count, note, share, low } = furtherWords(window);
    return (
      <div key={window.name} className="border-t border-line px-3 py-2">
        <div className="flex items-center gap-x-3">
          <span className="text-sm font-semibold first-letter:uppercase">{window.label}</span>
          <svg
            viewBox="0 0 1 1"
            preserveAspectRatio="none"
            aria-hidden="true"
            className="h-1.5 min-w-8 flex-1 rounded-sm bg-line"
          >
            <rect width={share} height="1" className={low ? "fill-stale" : "fill-muted"} />
          </svg>
          <span className={clsx("text-sm whitespace-nowrap", low && "text-stale")}>{count}</span>
        </div>
        <p className="text-xs text-muted">{note}</p>
      </div>
    );
  });
}
