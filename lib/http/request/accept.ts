import { ProblemError } from "@/lib/http/answer/problem-error";

/**
 * Returns how much `Accept` prefers `type`, e.g. `text/event-stream`, from 0 to 1. Without the
 * header every type counts 1.
 */
function qualityOf(headers: Headers, type: string): number {
  const accept = headers.get("accept");
  if (accept === null || accept.trim() === "") return 1;
  const [kind] = type.split("/");
  let best = { precision: -1, quality: 0 };
  for (const part of accept.split(",")) {
    const [range = "", ...parameters] = part.split(";").map((text) => text.trim().toLowerCase());
    const precision = [`*/*`, `${kind}/*`, type].indexOf(range);
    if (precision < best.precision || precision < 0) continue;
    const weight = parameters.find((text) => text.startsWith("q="));
    best = { precision, quality: weight === undefined ? 1 : Number(weight.slice(2)) };
  }
  return best.quality;
}

/** Types that browsers request by themselves: pages, and a page's styles and images. */
const SHOWN_TYPES = ["text/html", "text/css", "image/*"];

/** Whether a displayable type is requested by name and preferred to JSON. */
export function wantsPage(headers: Headers): boolean {
  const accept = headers.get("accept")?.toLowerCase() ?? "";
  const data = qualityOf(headers, "application/json");
  return SHOWN_TYPES.some((type) => accept.includes(type) && qualityOf(headers, type) > data);
}

const EVENT_STREAM = "text/event-stream";

/**
 * Whether a stream is requested by name and preferred to JSON, on routes that answer JSON by
 * default.
 */
export function wantsEventStream(headers: Headers): boolean {
  if (!headers.get("accept")?.toLowerCase().includes(EVENT_STREAM)) return false;
  const quality = qualityOf(headers, EVENT_STREAM);
  return quality > 0 && quality >= qualityOf(headers, "application/json");
}

/** Refuses (406) a request to a stream route that excludes streams. */
export function guardEventStream(headers: Headers): void {
  if (qualityOf(headers, EVENT_STREAM) > 0) return;
  throw new ProblemError("not-acceptable", "This address returns text/event-stream only.");
}
