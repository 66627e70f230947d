"use client";

import { useEffect } from "react";
import { type Overlay, useShowOverlay } from "@/components/overlay/overlays";
import { useTab } from "@/lib/client/hooks/tab-provider";
import { keyAct } from "./key-act";

/** Listens for keyboard shortcuts. A held key acts once. */
export function Shortcuts() {
  const { preferences } = useTab().tab;
  const show = useShowOverlay();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.repeat || event.defaultPrevented || document.querySelector("dialog[open]")) return;
      const act = keyAct(event, {
        isTyping: isTyping(event.target),
        singleKeys: preferences.state().shortcuts,
      });
      if (act !== null && perform(act, show)) event.preventDefault();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [preferences, show]);
  return null;
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.matches("input[type=checkbox]")) return false;
  return target.matches("input, textarea, select, [contenteditable]");
}

/** Returns false when there was no control to press. */
function perform(act: NonNullable<ReturnType<typeof keyAct>>, show: (it: Overlay) => void) {
  switch (act.kind) {
    case "show":
      show(act.overlay);
      return true;
    case "row":
      return stepRow(act.by);
    case "press":
      return press(act.inRow ? focusedRow() : document.body, act.control);
    default:
      return act satisfies never;
  }
}

function focusedRow(): Element | null {
  return document.activeElement?.closest("[data-symbol]") ?? null;
}

function stepRow(by: 1 | -1): boolean {
  const rows = [...document.querySelectorAll<HTMLElement>("[data-symbol] [data-key=open]")];
  const at = rows.findIndex((row) => row.closest("[data-symbol]") === focusedRow());
  const next = at < 0 ? rows[by > 0 ? 0 : rows.length - 1] : rows[at + by];
  next?.focus();
  return next !== undefined;
}

/** Presses the control itself, so that its own checks and messages apply. */
function press(place: Element | null, control: string): boolean {
  const found = place?.querySelector<HTMLElement>(`[data-key=${control}]`);
  if (!found) return false;
  if (control === "add") found.focus();
  else found.click();
  return true;
}
