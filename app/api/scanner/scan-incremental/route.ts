import { refusalError } from "@/app/api/answer-snapshot";
import { readScanBody } from "@/app/api/scanner/scan-order";
import { stayAwake } from "@/app/api/scanner/stay-awake";
import type { ScanCreated } from "@/lib/contract/scan";
import type { ScanEvent } from "@/lib/contract/scan-events";
import { wantsEventStream } from "@/lib/http/accept";
import { admit } from "@/lib/http/admit";
import { jsonAnswer } from "@/lib/http/answer";
import { type EventStreamParts, eventStream } from "@/lib/http/event-stream";
import { otherMethods, route } from "@/lib/http/route";
import { takeStreamPlace } from "@/lib/http/stream-registry";
import { type Runtime, runtime } from "@/lib/runtime";

export const maxDuration = 300;

/** A new scan. Asked for as an event stream, its events follow at once on the same answer. */
export const POST = route(async ({ request }) => {
  const { desk, callers, origin, clock } = await runtime();
  const stayAwakeFor = stayAwake({ desk, clock }, maxDuration);
  const { caller, isNewCookie, headers: own } = admit(request, { callers, origin });
  const { wanted, priority, told } = await readScanBody(request);
  // First: a scan whose stream is refused would have been started by nobody.
  const place = wantsEventStream(request.headers) ? takeStreamPlace(caller.id) : null;
  try {
    const reply = await desk.createScan({ wanted, priority, caller, isNewCookie });
    if (reply.kind === "refused") throw refusalError(reply, own);
    const { held, ended, cost, estimatedSeconds } = reply;
    const location = `/api/scanner/scans/${held.id}`;
    const created: ScanCreated = {
      ...{ scan: held.id, ...told, cached: ended.length, cost, estimatedSeconds },
      events: `${location}/events`,
    };
    stayAwakeFor(held.id);
    const headers = { ...own, location };
    if (!place) return jsonAnswer(created, { status: 201, headers });
    const parts = { request, callerId: caller.id, place, clock, status: 201, headers };
    return await streamCreated(desk, held, created, parts);
  } catch (error) {
    place?.giveUp();
    throw error;
  }
});

type Held = Parameters<Runtime["desk"]["streamScan"]>[0];

async function streamCreated(
  desk: Runtime["desk"],
  held: Held,
  created: ScanCreated,
  parts: EventStreamParts,
): Promise<Response> {
  const stream = await desk.streamScan(held, null);
  if (stream.kind === "refused") throw refusalError(stream, { ...parts.headers });
  const source = async function* (signal: AbortSignal): AsyncGenerator<ScanEvent> {
    yield { id: "0", event: "created", data: created };
    if (stream.kind === "stream") yield* stream.events(signal);
  };
  return eventStream(source, parts);
}

export const { GET, HEAD, PUT, PATCH, DELETE, OPTIONS } = otherMethods("POST");
