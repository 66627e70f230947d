import type { Overlay } from "@/components/overlay/overlays";

export type KeyAct =
  | { kind: "show"; overlay: Overlay }
  | { kind: "row"; by: 1 | -1 }
  /** Presses the control of that name, in the focused row or anywhere on the page. */
  | { kind: "press"; control: string; inRow: boolean };

const SINGLE: Record<string, KeyAct> = {
  "/": { kind: "show", overlay: "search" },
  "?": { kind: "show", overlay: "preferences" },
  j: { kind: "row", by: 1 },
  k: { kind: "row", by: -1 },
  r: { kind: "press", control: "refresh", inRow: true },
  x: { kind: "press", control: "select", inRow: true },
  a: { kind: "press", control: "add", inRow: false },
  e: { kind: "press", control: "edit", inRow: false },
  t: { kind: "press", control: "theme", inRow: false },
  s: { kind: "press", control: "scanner", inRow: false },
  p: { kind: "press", control: "pause", inRow: false },
};

type Key = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey">;

/**
 * Returns what a key does. Null for other keys. Single keys do nothing in a field, or when switched
 * off.
 */
export function keyAct(
  { key, ctrlKey, metaKey, altKey }: Key,
  { isTyping, singleKeys }: { isTyping: boolean; singleKeys: boolean },
): KeyAct | null {
  if ((ctrlKey || metaKey) && !altKey && key.toLowerCase() === "k") {
    return { kind: "show", overlay: "search" };
  }
  if (ctrlKey || metaKey || altKey || isTyping || !singleKeys) return null;
  return SINGLE[key] ?? null;
}
