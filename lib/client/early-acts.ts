import { EARLY_ACTS, type EarlyActs } from "@/lib/contract/early-acts";

declare global {
  interface Window {
    /** Ends the keeping and hands over what was done. Left by the layout's script, to be called once. */
    [EARLY_ACTS]?: () => EarlyActs;
  }
}

/**
 * What a person did before the page's scripts were there happens now: fields are told the texts that
 * were typed into them, and controls that were pressed are pressed, once each. Called once hydrated.
 */
export async function replayEarlyActs(): Promise<void> {
  const acts = window[EARLY_ACTS]?.();
  if (!acts) return;
  // Within an effect React would put its own text back into the field, and the caret at its end.
  await Promise.resolve();
  for (const [field, text] of acts.typed) {
    if (field instanceof HTMLSelectElement) tellChosen(field, text);
    else tellTyped(field, text);
  }
  // What the texts change is drawn first: a control may wait for them.
  await Promise.resolve();
  for (const control of acts.pressed) {
    if (!control.isConnected) continue;
    if (control instanceof HTMLFormElement) control.requestSubmit();
    else control.click();
  }
}

function tellChosen(field: HTMLSelectElement, choice: string): void {
  field.value = choice;
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

/** React hears of a text only as of a change; hydrating, it may have taken it out of its field. */
function tellTyped(field: HTMLInputElement | HTMLTextAreaElement, text: string): void {
  const isKept = field.value === text && document.activeElement === field;
  const caret = isKept ? field.selectionStart : null;
  field.value = "";
  // Past the setter with which React notes what it wrote itself.
  const { prototype } = field instanceof HTMLInputElement ? HTMLInputElement : HTMLTextAreaElement;
  Reflect.set(prototype, "value", text, field);
  field.dispatchEvent(new Event("input", { bubbles: true }));
  if (caret !== null) field.setSelectionRange(caret, caret);
}
