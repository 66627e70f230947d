"use client";

import { X } from "lucide-react";
import { type ReactNode, useEffect, useId, useRef } from "react";
import { IconButton } from "./icon-button";

/**
 * A native modal dialog. It traps the focus and closes on Escape. It is shown while mounted, and
 * `onClose` unmounts it. Afterwards the focus returns to where it was.
 */
export function Dialog({
  title,
  onClose,
  bare = false,
  children,
}: {
  title: string;
  onClose: () => void;
  /** Without a visible title, for self-explanatory content. Screen readers still read the title. */
  bare?: boolean;
  children: ReactNode;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    if (dialog.current?.open !== false) return;
    const before = document.activeElement;
    dialog.current.showModal();
    dialog.current.querySelector<HTMLElement>("[data-first]")?.focus();
    return () => {
      // The browser restores focus when a dialog is closed, but not when it is unmounted.
      const isLost = document.activeElement === document.body;
      if (isLost && before instanceof HTMLElement) before.focus();
    };
  }, []);
  const close = () => dialog.current?.close();
  return (
    <dialog
      ref={dialog}
      aria-labelledby={heading}
      onClose={onClose}
      closedby="any"
      className="mx-auto mt-[12vh] mb-auto w-[min(560px,calc(100vw-24px))] rounded-md border border-line bg-panel p-0 text-text backdrop:bg-black/40 max-sm:mt-3"
    >
      <div
        className={
          bare ? "sr-only" : "flex items-center justify-between border-b border-line py-2 pr-2 pl-4"
        }
      >
        <h2 id={heading} className="font-semibold">
          {title}
        </h2>
        {!bare && (
          <IconButton bare label="Close" onPress={close}>
            <X size={16} />
          </IconButton>
        )}
      </div>
      <div className={bare ? undefined : "p-4"}>{children}</div>
    </dialog>
  );
}
