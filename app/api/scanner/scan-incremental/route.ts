import { refusalError } from "@/app/api/_shared/answer-snapshot";
import { callerRoute } from "@/app/api/_shared/caller-route";
import { readScanBody } from "@/app/api/scanner/scan-body";
import { stayAwake } from "@/app/api/scanner/stay-awake";
import type { ScanCreated } from "@/lib/contract/scan/scan";
import type { ScanEvent } from "@/lib/contract/scan/scan-events";
import type { OwnedScan } from "@/lib/desk/scans/find-scan";
import { jsonAnswer } from "@/lib/http/answer/answer";
import { wantsEventStream } from "@/lib/http/request/accept";
import { otherMethods } from "@/lib/http/route";
import { type EventStreamParts, eventStream } from "@/lib/http/streams/event-stream";
import { takeStreamPlace } from "@/lib/http/streams/stream-registry";
import type { Runtime } from "@/lib/runtime/runtime";

export const maxDuration = 300;

/** Starts a scan. With `Accept: text/event-stream` its events follow in the same answer. */
export const POST = callerRoute(async (ask) => {
  const { request, desk, clock, caller, isNewCookie } = ask;
  const stayAwakeFor = stayAwake(ask, maxDuration);
  const { wanted, counts, ...body } = await readScanBody(request);
  // A key may allow less than a scan's usual priority.
  const priority = Math.max(body.priority, caller.key?.priority ?? body.priority);
  // Before the scan starts, so that a refused stream starts no scan.
  const place = wantsEventStream(request.headers) ? takeStreamPlace(caller) : null;
  try {
    const reply = await desk.createScan({ wanted, priority, caller, isNewCookie });
    if (reply.kind === "refused") throw refusalError(reply);
    const { owned, ended, cost, estimatedSeconds } = reply;
    const location = `/api/scanner/scans/${owned.id}`;
    const created: ScanCreated = {
      scan: owned.id,
      ...counts,
      cached: ended.length,
      cost,
      estimatedSeconds,
      events: `${location}/events`,
    };
    stayAwakeFor(owned.id);
    const headers = { location };
    if (!place) return jsonAnswer(created, { status: 201, headers });
    const parts = { request, holder: caller, place, clock, status: 201, headers };
    return await streamCreated(desk, owned, created, parts);
  } catch (error) {
    place?.release();
    throw error;
  }
});

async function streamCreated(
  desk: Runtime["desk"],
  owned: OwnedScan,
  created: ScanCreated,
  parts: EventStreamParts,
): Promise<Response> {
  const stream = await desk.streamScan(owned, null);
  if (stream.kind === "refused") throw refusalError(stream);
  const source = async function* (signal: AbortSignal): AsyncGenerator<ScanEvent> {
    yield { id: "0", event: "created", data: created };
    if (stream.kind === "stream") yield* stream.events(signal);
  };
  return eventStream(source, parts);
}

export const { GET, HEAD, PUT, PATCH, DELETE, OPTIONS } = otherMethods("POST");
