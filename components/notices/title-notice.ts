let usual: string | null = null;

/**
 * Puts a text before a hidden tab's title until the tab is visible. Does nothing in a visible tab.
 */
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
