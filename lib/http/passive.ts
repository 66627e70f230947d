/**
 * Whether nobody pressed anything: HEAD, a prefetch, or a page navigation. Such a request never
 * spends; it acts as `cached=1`.
 */
export function isPassive(request: Request): boolean {
  const { headers, method } = request;
  if (method === "HEAD") return true;
  const purposes = [headers.get("sec-purpose"), headers.get("purpose"), headers.get("x-moz")];
  if (purposes.some((purpose) => purpose !== null && /prefetch|prerender|preview/i.test(purpose))) {
    return true;
  }
  return headers.get("sec-fetch-dest") === "document";
}
