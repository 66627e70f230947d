"use client";

import { X } from "lucide-react";
import { type ReactNode, useEffect, useId, useRef } from "react";
import { IconButton } from "./icon-button";

/**
 * A modal dialog, the browser's own: it holds the focus, and closes on Escape. It is shown while it
 * is mounted; `onClose` unmounts it. However it goes, the focus is back where it was before.
 */
export function Dialog({
  title,
  onClose,
  bare = false,
  children,
}: {
  title: string;
  onClose: () => void;
  /** Without its head: what it holds explains itself. The title is still spoken. */
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
      // The browser gives it back only where a dialog is closed, and not where it is taken away.
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
