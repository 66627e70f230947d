import { refusalError } from "@/app/api/answer-snapshot";
import { countRequest } from "@/app/api/count-request";
import { stayAwake } from "@/app/api/scanner/stay-awake";
import { admit } from "@/lib/http/admit";
import { emptyAnswer, jsonAnswer } from "@/lib/http/answer";
import { type Runtime, runtime } from "@/lib/runtime";

type ScanAct = Parameters<Runtime["desk"]["actOnScan"]>[1];

/**
 * A person's act on a scan of theirs; answers with the scan as it is then, without its rows.
 * `maxDuration`: the function's limit, seconds.
 */
export async function actOnScan(
  request: Request,
  id: string,
  act: ScanAct,
  maxDuration: number,
): Promise<Response> {
  const { desk, callers, origin, clock } = await runtime();
  const stayAwakeFor = stayAwake({ desk, clock }, maxDuration);
  const admitted = admit(request, { callers, origin });
  const { caller, headers } = admitted;
  const held = desk.findScan(id, caller);
  if ("kind" in held) throw refusalError(held);
  await countRequest(callers, admitted);
  const reply = await desk.actOnScan(held, act);
  if (reply.kind === "refused") throw refusalError(reply, headers);
  stayAwakeFor(held.id);
  if (reply.kind === "deleted") return emptyAnswer(headers);
  return jsonAnswer(reply.scan, { headers });
}
