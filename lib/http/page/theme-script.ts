import { THEME_STORAGE_KEY } from "@/lib/contract/visitor/theme";

/**
 * Inline script of the layout. Runs before the first paint, so that no wrong theme flashes: sets
 * `data-theme` and `color-scheme` on <html> if a theme was chosen. The content security policy
 * allows it by its hash, so the layout must render exactly this text.
 */
export const THEME_SCRIPT = `try{var t=localStorage.getItem("${THEME_STORAGE_KEY}");if(t==="light"||t==="dark"){var d=document.documentElement;d.dataset.theme=t;d.style.colorScheme=t}}catch(e){}`;
