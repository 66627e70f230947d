/**
 * Returns the path to open after sign-in: a path of this site, or `/`. `raw` comes from the address
 * bar.
 */
export function returnPath(raw: string | null | undefined): string {
  if (!raw?.startsWith("/")) return "/";
  const here = "https://here.invalid";
  let url: URL;
  try {
    url = new URL(raw, here);
  } catch {
    return "/";
  }
  // A browser drops tabs and turns `\` into `/`, so the parsed path is checked, not the text.
  if (url.origin !== here || url.pathname.startsWith("//")) return "/";
  return url.pathname + url.search + url.hash;
}
