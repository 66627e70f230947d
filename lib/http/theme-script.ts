import { THEME_STORAGE_KEY } from "@/lib/contract/theme";

/**
 * Inline script of the layout, run before the first paint so that no theme flashes: sets
 * `data-theme` and `color-scheme` on <html> when one was chosen. The content security policy lets
 * it run by its hash, so the layout renders exactly this text.
 */
export const THEME_SCRIPT = `try{var t=localStorage.getItem("${THEME_STORAGE_KEY}");if(t==="light"||t==="dark"){var d=document.documentElement;d.dataset.theme=t;d.style.colorScheme=t}}catch(e){}`;
