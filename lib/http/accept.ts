import { ProblemError } from "./problem-error";

/** How much `Accept` wants `type`, e.g. `text/event-stream`, from 0 to 1. Absent: anything as much. */
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

const EVENT_STREAM = "text/event-stream";

/** Whether a stream is wanted where JSON is the rule: by its name, and more than JSON. */
export function wantsEventStream(headers: Headers): boolean {
  if (!headers.get("accept")?.toLowerCase().includes(EVENT_STREAM)) return false;
  const quality = qualityOf(headers, EVENT_STREAM);
  return quality > 0 && quality >= qualityOf(headers, "application/json");
}

/** Refuses (406) a request for a stream that excludes streams. */
export function guardEventStream(headers: Headers): void {
  if (qualityOf(headers, EVENT_STREAM) > 0) return;
  throw new ProblemError("not-acceptable", "This is offered as text/event-stream only.");
}
