import clsx from "clsx";
import type { ReactNode } from "react";

type LabeledValueProps = {
  label: string;
  className?: string | undefined;
  children: ReactNode;
};

/** A value after its label, in a description list. */
export function LabeledValue({ label, className, children }: LabeledValueProps) {
  return (
    <div className="flex items-baseline gap-1.5 whitespace-nowrap">
      <dt className="text-xs text-muted">{label}</dt>
      <dd className={clsx("font-medium", className)}>{children}</dd>
    </div>
  );
}
