import { refusalError } from "@/app/api/answer-snapshot";
import { countRequest } from "@/app/api/count-request";
import { stayAwake } from "@/app/api/scanner/stay-awake";
import { guardEventStream } from "@/lib/http/accept";
import { admit } from "@/lib/http/admit";
import { emptyAnswer } from "@/lib/http/answer";
import { eventStream, readLastEventId } from "@/lib/http/event-stream";
import { otherMethods, route } from "@/lib/http/route";
import { runtime } from "@/lib/runtime";

export const maxDuration = 300;

/** A scan as an event stream, from `Last-Event-ID` on, until it ended; 204 to whoever heard the end. */
export const GET = route(async ({ request }, { id }: { id: string }) => {
  const { desk, callers, origin, clock } = await runtime();
  const stayAwakeFor = stayAwake({ desk, clock }, maxDuration);
  const admitted = admit(request, { callers, origin });
  const { caller, headers } = admitted;
  guardEventStream(request.headers);
  const lastEventId = readLastEventId(request.headers);
  const held = desk.findScan(id, caller);
  if ("kind" in held) throw refusalError(held);
  await countRequest(callers, admitted);
  const stream = await desk.streamScan(held, lastEventId);
  if (stream.kind === "refused") throw refusalError(stream, headers);
  if (stream.kind === "over") return emptyAnswer(headers);
  stayAwakeFor(held.id);
  return eventStream(stream.events, { request, callerId: caller.id, clock, headers });
});

export const HEAD = GET;
export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods("GET, HEAD");
