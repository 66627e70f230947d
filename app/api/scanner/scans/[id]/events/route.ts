import { refusalError, uncountedRefusal } from "@/app/api/_shared/answer-snapshot";
import { callerRoute } from "@/app/api/_shared/caller-route";
import { stayAwake } from "@/app/api/scanner/stay-awake";
import { emptyAnswer } from "@/lib/http/answer/answer";
import { guardEventStream } from "@/lib/http/request/accept";
import { otherMethods } from "@/lib/http/route";
import { eventStream, readLastEventId } from "@/lib/http/streams/event-stream";

export const maxDuration = 300;

/** A scan as an event stream from `Last-Event-ID` until its end; 204 if the client has the end. */
export const GET = callerRoute(async (ask, { id }: { id: string }) => {
  const { request, desk, clock, caller } = ask;
  const stayAwakeFor = stayAwake(ask, maxDuration);
  guardEventStream(request.headers);
  const lastEventId = readLastEventId(request.headers);
  const owned = desk.findScan(id, caller);
  if ("kind" in owned) throw uncountedRefusal(owned);
  await ask.count();
  const stream = await desk.streamScan(owned, lastEventId);
  if (stream.kind === "refused") throw refusalError(stream);
  if (stream.kind === "over") return emptyAnswer();
  stayAwakeFor(owned.id);
  return eventStream(stream.events, { request, holder: caller, clock });
});

export const HEAD = GET;
export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods("GET, HEAD");
