import { ProblemError } from "./problem-error";

/** Whether `Accept` lets us answer with `type`, e.g. `text/event-stream`. Absent: anything. */
function accepts(headers: Headers, type: string): boolean {
  const accept = headers.get("accept");
  if (accept === null || accept.trim() === "") return true;
  const [kind] = type.split("/");
  let best = { precision: -1, quality: 0 };
  for (const part of accept.split(",")) {
    const [range = "", ...parameters] = part.split(";").map((text) => text.trim().toLowerCase());
    const precision = [`*/*`, `${kind}/*`, type].indexOf(range);
    if (precision < best.precision || precision < 0) continue;
    const weight = parameters.find((text) => text.startsWith("q="));
    best = { precision, quality: weight === undefined ? 1 : Number(weight.slice(2)) };
  }
  return best.quality > 0;
}

/** Refuses (406) a request for a stream that excludes streams. */
export function guardEventStream(headers: Headers): void {
  if (accepts(headers, "text/event-stream")) return;
  throw new ProblemError("not-acceptable", "This is offered as text/event-stream only.");
}
