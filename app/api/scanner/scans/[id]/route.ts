import { refusalError } from "@/app/api/answer-snapshot";
import { countRequest } from "@/app/api/count-request";
import { actOnScan } from "@/app/api/scanner/act-on-scan";
import { stayAwake } from "@/app/api/scanner/stay-awake";
import { admit } from "@/lib/http/admit";
import { jsonAnswer, quotaHeaders } from "@/lib/http/answer";
import { isPassive } from "@/lib/http/passive";
import { otherMethods, route } from "@/lib/http/route";
import { runtime } from "@/lib/runtime";

export const maxDuration = 90;

/** A scan of mine with all its rows. Reading it is looking at it: it moves for a minute. */
export const GET = route(async ({ request }, { id }: { id: string }) => {
  const { desk, callers, origin, clock } = await runtime();
  const stayAwakeFor = stayAwake({ desk, clock }, maxDuration);
  const admitted = admit(request, { callers, origin });
  const { caller, headers } = admitted;
  const held = desk.findScan(id, caller);
  if ("kind" in held) throw refusalError(held);
  await countRequest(callers, admitted);
  const reply = await desk.readScan(held, !isPassive(request));
  if (reply.kind === "refused") throw refusalError(reply, headers);
  stayAwakeFor(held.id);
  return jsonAnswer(reply.scan, { headers: { ...quotaHeaders(reply.scan.quota), ...headers } });
});

/** Deletes it: its tickets leave the line, its results are gone. */
export const DELETE = route(({ request }, { id }: { id: string }) =>
  actOnScan(request, id, "delete", maxDuration),
);

export const HEAD = GET;
export const { POST, PUT, PATCH, OPTIONS } = otherMethods("GET, HEAD, DELETE");
