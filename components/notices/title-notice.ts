let usual: string | null = null;

/** Puts a text before the tab's title until the tab is looked at; while it is, nothing. */
export function showInTitle(text: string): void {
  if (document.visibilityState === "visible") return;
  if (usual === null) {
    usual = document.title;
    document.addEventListener("visibilitychange", restore);
  }
  document.title = `✓ ${text} · ${usual}`;
}

function restore(): void {
  if (document.visibilityState !== "visible" || usual === null) return;
  document.title = usual;
  usual = null;
  document.removeEventListener("visibilitychange", restore);
}
