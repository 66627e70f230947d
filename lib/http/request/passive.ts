import { wantsPage } from "./accept";

/**
 * Whether no one pressed a button: HEAD, a prefetch, or a navigation. Such a request never makes a
 * call; it acts as `cached=1`. Over plain http browsers send no Sec-Fetch-*. A navigation is then
 * recognized by an Accept that prefers a page; embedded content of other sites looks the same.
 */
export function isPassive(request: Request): boolean {
  const { headers, method } = request;
  if (method === "HEAD") return true;
  const purposes = [headers.get("sec-purpose"), headers.get("purpose"), headers.get("x-moz")];
  if (purposes.some((purpose) => purpose !== null && /prefetch|prerender|preview/i.test(purpose))) {
    return true;
  }
  // Frames navigate too, with destinations other than a document.
  if (headers.get("sec-fetch-mode") === "navigate") return true;
  return headers.get("sec-fetch-dest") === "document" || wantsPage(headers);
}
