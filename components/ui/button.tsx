import clsx from "clsx";
import type { ReactNode } from "react";

type ButtonProps = {
  children: ReactNode;
  onPress?: () => void;
  /** Not `disabled`: the button keeps its focus and describes why it waits (`describedBy`). */
  waiting?: boolean;
  describedBy?: string;
  kind?: "outline" | "primary" | "bare";
  /** The name by which a keyboard shortcut finds it. */
  shortcut?: string;
  type?: "button" | "submit";
  className?: string;
};

const KINDS = {
  outline: "border border-control bg-panel px-3 text-accent hover:border-accent",
  primary: "border border-transparent bg-accent px-3 text-on-accent",
  bare: "-mx-1 px-1 text-accent underline-offset-2 hover:underline",
};
const WAITING = "border border-line bg-bg px-3 text-muted cursor-default";

/** The shared button. Its container sets the height, so a new text does not move the page. */
export function Button({
  children,
  onPress,
  waiting = false,
  describedBy,
  kind = "outline",
  shortcut,
  type = "button",
  className,
}: ButtonProps) {
  return (
    <button
      type={type}
      data-key={shortcut}
      aria-disabled={waiting || undefined}
      aria-describedby={describedBy}
      onClick={(event) => {
        if (waiting) event.preventDefault();
        else onPress?.();
      }}
      className={clsx(
        "inline-flex items-center justify-center rounded-md text-sm font-medium whitespace-nowrap",
        waiting ? WAITING : KINDS[kind],
        className,
      )}
    >
      {children}
    </button>
  );
}
