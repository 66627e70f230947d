import clsx from "clsx";
import type { ReactNode } from "react";

/** A button with an icon. Its name is read out, and shown on hover. */
export function IconButton({
  label,
  onPress,
  pressed,
  opensDialog = false,
  shortcut,
  bare = false,
  className,
  children,
}: {
  label: string;
  onPress: () => void;
  pressed?: boolean;
  opensDialog?: boolean;
  /** The name by which a keyboard shortcut finds it. */
  shortcut?: string;
  bare?: boolean;
  className?: string;
  children: ReactNode;
}) {
  return (
    <button
      type="button"
      title={label}
      aria-label={label}
      aria-pressed={pressed}
      aria-haspopup={opensDialog ? "dialog" : undefined}
      data-key={shortcut}
      onClick={onPress}
      className={clsx(
        "inline-flex size-11 shrink-0 items-center justify-center rounded-md sm:size-8",
        bare
          ? "text-muted hover:bg-bg hover:text-text"
          : "border border-control bg-panel text-accent hover:border-accent",
        className,
      )}
    >
      {children}
    </button>
  );
}
