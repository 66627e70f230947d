import { EARLY_ACTS, type EarlyActs } from "@/lib/contract/page/early-acts";

declare global {
  interface Window {
    /**
     * Stops recording and returns the recorded acts. Set by the layout's script, to be called once.
     */
    [EARLY_ACTS]?: () => EarlyActs;
  }
}

/**
 * Replays what a person did before the page's scripts ran: typed texts are put into their fields
 * and pressed controls are pressed, once each. Call it after hydration.
 */
export async function replayEarlyActs(): Promise<void> {
  const acts = window[EARLY_ACTS]?.();
  if (!acts) return;
  // Inside an effect React would restore its own text, and move the caret to the end.
  await Promise.resolve();
  for (const [field, text] of acts.typed) {
    if (field instanceof HTMLSelectElement) dispatchChange(field, text);
    else dispatchInput(field, text);
  }
  // Let the texts render first: a control may depend on them.
  await Promise.resolve();
  for (const control of acts.pressed) {
    if (!control.isConnected) continue;
    if (control instanceof HTMLFormElement) control.requestSubmit();
    else control.click();
  }
}

function dispatchChange(field: HTMLSelectElement, choice: string): void {
  field.value = choice;
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

/**
 * React notices a text only as a change event. While hydrating it may have removed the text from
 * its field.
 */
function dispatchInput(field: HTMLInputElement | HTMLTextAreaElement, text: string): void {
  const isKept = field.value === text && document.activeElement === field;
  const caret = isKept ? field.selectionStart : null;
  field.value = "";
  // Bypasses the setter by which React records its own writes.
  const { prototype } = field instanceof HTMLInputElement ? HTMLInputElement : HTMLTextAreaElement;
  Reflect.set(prototype, "value", text, field);
  field.dispatchEvent(new Event("input", { bubbles: true }));
  if (caret !== null) field.setSelectionRange(caret, caret);
}
