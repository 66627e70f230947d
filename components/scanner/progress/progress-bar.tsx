import { doneWords, type ProgressTally } from "@/components/scanner/scan/progress-words";

/** Shows how many rows ended: loaded rows dark, then failed rows grey, then the rest empty. */
export function ProgressBar({ summary, label }: { summary: ProgressTally; label: string }) {
  const { done, failed, total } = summary;
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={total}
      aria-valuenow={done + failed}
      aria-valuetext={doneWords(summary)}
      className="mt-1"
    >
      <svg
        viewBox={`0 0 ${total} 6`}
        preserveAspectRatio="none"
        aria-hidden="true"
        className="block h-1.5 w-full rounded-sm bg-line"
      >
        <rect width={done} height="6" className="fill-text" />
        <rect x={done} width={failed} height="6" className="fill-control" />
      </svg>
    </div>
  );
}
